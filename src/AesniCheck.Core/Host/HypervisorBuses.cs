using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>The buses of <c>/sys/bus</c> with devices that a hypervisor provides to its guests.</summary>
internal static class HypervisorBuses
{
    /// <summary>Hyper-V's.</summary>
    public const string Vmbus = "vmbus";

    /// <summary>Xen's.</summary>
    public const string Xen = "xen";

    /// <summary>Virtio, which many hypervisors use.</summary>
    public const string Virtio = "virtio";

    /// <summary>Returns the buses that have devices.</summary>
    /// <param name="files">The machine's files.</param>
    public static IReadOnlyList<string> Read(HostFiles files) =>
        [.. new[] { Vmbus, Xen, Virtio }.Where(bus => files.Folders($"sys/bus/{bus}/devices").Count > 0)];
}
