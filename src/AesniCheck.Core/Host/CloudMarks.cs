namespace AesniCheck.Host;

/// <summary>A cloud's mark in the firmware's tables of its machines.</summary>
/// <param name="Cloud">The provider, or the software of a private cloud.</param>
/// <param name="RentsBareMachines">
/// Whether it also rents out whole machines with the same mark. Other clouds mark their virtual machines only: a bare machine with such
/// a mark is a dedicated server, such as Hetzner's, or an imitation.
/// </param>
/// <param name="IsOn">Whether these tables have the mark.</param>
internal sealed record CloudMark(string Cloud, bool RentsBareMachines, Func<DmiEvidence, bool> IsOn);

/// <summary>The known marks: those of the providers' documentation, and of cloud-init's ds-identify.</summary>
internal static class CloudMarks
{
    // Printed on the chassis of every Azure machine.
    private const string AzureAssetTag = "7783-7084-3265-9085-8269-3286-77";

    /// <summary>All marks. A cloud based on OpenStack comes before OpenStack, whose product name it may have.</summary>
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

    // Providers that write their name as the system vendor.
    private static string[] ByVendor => ["DigitalOcean", "Hetzner", "Linode", "Akamai", "Vultr", "Scaleway", "UpCloud", "NWCS"];

    /// <summary>Whether a text, trimmed, equals a word.</summary>
    public static bool Is(string? text, string word, StringComparison comparison = StringComparison.Ordinal) =>
        text is not null && text.Trim().Equals(word, comparison);

    /// <summary>Whether a text, without leading space, begins with a prefix, ignoring case.</summary>
    public static bool Begins(string? text, string start) => text?.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Ends(string? text, string end) => text?.TrimEnd().EndsWith(end, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOpenStack(string? text) => Is(text, "OpenStack Nova") || Is(text, "OpenStack Compute");

    private static bool HasIbmName(string? text) => Begins(text, "IBM:Cloud Compute Server");
}
