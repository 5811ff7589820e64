namespace AesniCheck.Host;

/// <summary>What a cloud writes into the firmware's tables of its machines.</summary>
/// <param name="Cloud">The provider, or the software that a private cloud is made with.</param>
/// <param name="RentsMachines">
/// Whether it rents out whole machines with the same mark. Others have marks on their virtual machines alone: if a bare machine has such
/// a mark, it is a dedicated server, such as Hetzner's, or was made to look so.
/// </param>
/// <param name="IsOn">Whether these tables have the mark.</param>
internal sealed record CloudMark(string Cloud, bool RentsMachines, Func<DmiEvidence, bool> IsOn);

/// <summary>The marks that are known: those of the providers' documentation, and of cloud-init's ds-identify.</summary>
internal static class CloudMarks
{
    // Printed on the chassis of every Azure machine.
    private const string AzureAssetTag = "7783-7084-3265-9085-8269-3286-77";

    /// <summary>All of them. A cloud made with OpenStack is before OpenStack, whose product name it may have.</summary>
    public static IReadOnlyList<CloudMark> All { get; } =
    [
        new("Azure", true, dmi => Is(dmi.ChassisAssetTag, AzureAssetTag)),
        new("Oracle Cloud", true, dmi => Is(dmi.ChassisAssetTag, "OracleCloud.com")),
        new("IBM Cloud", true, dmi => Is(dmi.ChassisAssetTag, "ibmcloud") || HasIbmName(dmi.ChassisVendor) || HasIbmName(dmi.SystemVendor)),
        new("GCE", true, dmi => Is(dmi.ProductName, "Google Compute Engine") || Begins(dmi.ProductSerial, "GoogleCloud-")),
        new("Alibaba Cloud", true, dmi => Is(dmi.ProductName, "Alibaba Cloud ECS") || Is(dmi.SystemVendor, "Alibaba Cloud")),
        new("Tencent Cloud", true, dmi => Is(dmi.SystemVendor, "Tencent Cloud")),
        new("Open Telekom Cloud", true, dmi => Is(dmi.ChassisAssetTag, "OpenTelekomCloud")),
        new("Huawei Cloud", true, dmi => Is(dmi.ChassisAssetTag, "HUAWEICLOUD") || Is(dmi.SystemVendor, "Huawei Cloud")),
        new("SAP Converged Cloud", false, dmi => Is(dmi.ChassisAssetTag, "SAP CCloud VM")),
        new("OpenStack", false, dmi => IsOpenStack(dmi.ProductName) || IsOpenStack(dmi.ChassisAssetTag)), // the tag: LP#1669875
        new("Outscale", false, dmi => Begins(dmi.SystemVendor, "3DS Outscale") || Begins(dmi.ProductName, "3DS Outscale")),
        new("Brightbox", false, dmi => Ends(dmi.ProductSerial, ".brightbox.com")),
        new("ZStack", false, dmi => Ends(dmi.ChassisAssetTag, ".zstack.io")),
        new("e24cloud", false, dmi => Is(dmi.SystemVendor, "e24cloud")),
        new("CloudStack", false, dmi => Begins(dmi.ProductName, "CloudStack")),
        new("CloudSigma", false, dmi => Is(dmi.ProductName, "CloudSigma")),
        new("CloudCIX", false, dmi => Is(dmi.ProductName, "CloudCIX")),
        new("SmartOS", false, dmi => Begins(dmi.ProductName, "SmartDC")),
        new("Exoscale", false, dmi => Begins(dmi.ProductName, "Exoscale") || Is(dmi.SystemVendor, "Exoscale")),
        .. ByVendor.Select(vendor => new CloudMark(vendor, false, dmi => Is(dmi.SystemVendor, vendor))),
    ];

    // These write their name as the system's vendor.
    private static string[] ByVendor => ["DigitalOcean", "Hetzner", "Linode", "Akamai", "Vultr", "Scaleway", "UpCloud", "NWCS"];

    /// <summary>Whether a text, without the space around it, is that word.</summary>
    public static bool Is(string? text, string word, StringComparison comparison = StringComparison.Ordinal) =>
        text is not null && text.Trim().Equals(word, comparison);

    /// <summary>Whether a text begins so, in capitals or not.</summary>
    public static bool Begins(string? text, string start) => text?.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Ends(string? text, string end) => text?.TrimEnd().EndsWith(end, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOpenStack(string? text) => Is(text, "OpenStack Nova") || Is(text, "OpenStack Compute");

    private static bool HasIbmName(string? text) => Begins(text, "IBM:Cloud Compute Server");
}
