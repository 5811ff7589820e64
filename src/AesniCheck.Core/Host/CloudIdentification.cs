namespace AesniCheck.Host;

/// <summary>Identifies the cloud of a rented machine by the marks that the providers document, or that cloud-init uses.</summary>
public static class CloudIdentification
{
    /// <summary>No mark of a known provider.</summary>
    public const string NoneKnown = "none known";

    /// <summary>Returns the provider, or <see cref="NoneKnown"/>.</summary>
    /// <param name="dmi">The firmware's tables.</param>
    /// <param name="xen">Xen's nodes.</param>
    /// <param name="isGuest">Whether the machine is or may be virtual; otherwise only providers of whole machines are named.</param>
    internal static string Identify(DmiEvidence dmi, XenEvidence xen, bool isGuest)
    {
        if (CloudMarks.Is(dmi.SystemVendor, "Amazon EC2") || CloudMarks.Is(dmi.BoardVendor, "Amazon EC2"))
        {
            return "EC2 (Nitro)";
        }

        // A paravirtual guest has no firmware with marks, but EC2 gave each guest a UUID that begins with ec2.
        if (dmi.BiosVersion?.Contains("amazon", StringComparison.OrdinalIgnoreCase) == true || CloudMarks.Begins(xen.Uuid, "ec2") || HasEc2Number(dmi))
        {
            return "EC2 (Xen)";
        }

        return CloudMarks.All.FirstOrDefault(mark => (isGuest || mark.RentsBareMachines) && mark.IsOn(dmi))?.Cloud ?? NoneKnown;
    }

    // On EC2, serial number and UUID are equal and begin with ec2; other firmware may have such a UUID by chance.
    private static bool HasEc2Number(DmiEvidence dmi) =>
        CloudMarks.Begins(dmi.ProductUuid, "ec2") && CloudMarks.Is(dmi.ProductSerial, dmi.ProductUuid!.Trim(), StringComparison.OrdinalIgnoreCase);
}
