using AesniCheck.Host.Interop;
using AesniCheck.Probes;

namespace AesniCheck.Execution;

/// <summary>This machine, as it is: what the product tests.</summary>
internal static class ThisMachine
{
    /// <summary>Its devices.</summary>
    public static DevicesUnderTest Devices { get; } = new() { MapPages = MapPages };

    private static unsafe DroppablePages MapPages(int count)
    {
        // A worker keeps its pages as long as the process lives.
#pragma warning disable CA2000
        var pages = new Pages(count);
#pragma warning restore CA2000
        return new DroppablePages(pages.Pointer, pages.Drop);
    }
}
