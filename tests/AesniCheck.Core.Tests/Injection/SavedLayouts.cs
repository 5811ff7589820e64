using AesniCheck.Host;

namespace AesniCheck.Injection;

/// <summary>CPUID leaf 0xD of real CPUs.</summary>
internal static class SavedLayouts
{
    /// <summary>AMD Zen 5: no MPX, so that AVX-512 follows at once.</summary>
    public static ExtendedStateLayout Zen5 { get; } = Make(0xe7, (2, 0x100, 0x240), (5, 0x40, 0x340), (6, 0x200, 0x380), (7, 0x400, 0x580));

    /// <summary>Intel Skylake-SP: the room of MPX is kept.</summary>
    public static ExtendedStateLayout SkylakeServer { get; } =
        Make(0x2ff, (2, 0x100, 0x240), (3, 0x40, 0x3c0), (4, 0x40, 0x400), (5, 0x40, 0x440), (6, 0x200, 0x480), (7, 0x400, 0x680), (9, 8, 0xa80));

    /// <summary>A CPU with AVX and no more.</summary>
    public static ExtendedStateLayout AvxOnly { get; } = Make(0x7, (2, 0x100, 0x240));

    /// <summary>A layout from EAX of subleaf 0, and each component's length and offset.</summary>
    public static ExtendedStateLayout Make(uint components, params (uint Component, uint Length, uint Offset)[] places) =>
        ExtendedStateLayout.From((leaf, subleaf) =>
        {
            (uint component, uint length, uint offset) = places.FirstOrDefault(place => place.Component == subleaf);
            return leaf != 0xd ? default : subleaf == 0 ? new CpuIdRegisters(components, 0, 0, 0) : new CpuIdRegisters(length, offset, component, 0);
        });
}
