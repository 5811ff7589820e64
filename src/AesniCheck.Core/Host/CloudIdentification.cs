namespace AesniCheck.Host;

/// <summary>Names the cloud that a machine was rented from, by the marks that the providers document, or that cloud-init goes by.</summary>
public static class CloudIdentification
{
    /// <summary>No mark of a provider that is known here.</summary>
    public const string NoneKnown = "none known";

    /// <summary>The provider, or <see cref="NoneKnown"/>.</summary>
    /// <param name="dmi">What the firmware's tables say.</param>
    /// <param name="xen">What Xen's nodes say.</param>
    /// <param name="isGuest">Whether it is a virtual machine, or may be one; without, the providers of whole machines alone are named.</param>
    internal static string Identify(DmiEvidence dmi, XenEvidence xen, bool isGuest)
    {
        if (CloudMarks.Is(dmi.SystemVendor, "Amazon EC2") || CloudMarks.Is(dmi.BoardVendor, "Amazon EC2"))
        {
            return "EC2 (Nitro)";
        }

        // A paravirtual guest has no firmware to be marked, but EC2 gave each guest a UUID that begins so.
        if (dmi.BiosVersion?.Contains("amazon", StringComparison.OrdinalIgnoreCase) == true || CloudMarks.Begins(xen.Uuid, "ec2") || HasEc2Number(dmi))
        {
            return "EC2 (Xen)";
        }

        return CloudMarks.All.FirstOrDefault(mark => (isGuest || mark.RentsMachines) && mark.IsOn(dmi))?.Cloud ?? NoneKnown;
    }

    // Serial number and UUID are the same there, and begin so; other firmware has such a UUID by chance.
    private static bool HasEc2Number(DmiEvidence dmi) =>
        CloudMarks.Begins(dmi.ProductUuid, "ec2") && CloudMarks.Is(dmi.ProductSerial, dmi.ProductUuid!.Trim(), StringComparison.OrdinalIgnoreCase);
}
