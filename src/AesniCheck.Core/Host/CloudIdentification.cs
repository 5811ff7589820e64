namespace AesniCheck.Host;

/// <summary>Names the cloud that a machine was rented from, by the marks that the providers document.</summary>
public static class CloudIdentification
{
    /// <summary>No mark of a provider that is known here.</summary>
    public const string NoneKnown = "none known";

    // Printed on the chassis of every Azure machine.
    private const string AzureAssetTag = "7783-7084-3265-9085-8269-3286-77";

    /// <summary>The provider, or <see cref="NoneKnown"/>.</summary>
    internal static string Identify(DmiEvidence dmi, XenEvidence xen)
    {
        string vendor = dmi.SystemVendor?.Trim() ?? "";
        if (vendor == "Amazon EC2")
        {
            return "EC2 (Nitro)";
        }

        // A paravirtual guest has no firmware to be marked, but EC2 gave each guest a UUID that begins so.
        if (Contains(dmi.BiosVersion, "amazon") || xen.Uuid?.TrimStart().StartsWith("ec2", StringComparison.OrdinalIgnoreCase) == true)
        {
            return "EC2 (Xen)";
        }

        return (dmi.ChassisAssetTag?.Trim(), dmi.ProductName?.Trim()) switch
        {
            (AzureAssetTag, _) => "Azure",
            ("OracleCloud.com", _) => "Oracle Cloud",
            (_, "Google Compute Engine") => "GCE",
            (_, "Alibaba Cloud ECS") => "Alibaba Cloud",
            (_, "OpenStack Nova" or "OpenStack Compute") => "OpenStack",
            _ when vendor is "DigitalOcean" or "Hetzner" or "Linode" or "Akamai" or "Vultr" or "Scaleway" or "UpCloud" or "Exoscale" => vendor,
            _ when vendor is "Tencent Cloud" or "Alibaba Cloud" => vendor,
            _ => NoneKnown,
        };
    }

    private static bool Contains(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
