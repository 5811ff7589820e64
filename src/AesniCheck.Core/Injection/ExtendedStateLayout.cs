using AesniCheck.Host;

namespace AesniCheck.Injection;

/// <summary>
/// The offsets of the register areas in the XSAVE area in its standard form, the form that ptrace returns: Intel SDM volume 1, section 13.4. The offsets
/// differ from CPU to CPU; CPUID leaf 0xD reports them.
/// </summary>
internal sealed class ExtendedStateLayout
{
    /// <summary>The number of bytes before the first component that CPUID places: the legacy area of 512 and the header of 64.</summary>
    public const int HeaderEnd = 576;

    private const uint Leaf = 0xd;
    private const int XmmOffset = 160;
    private const int Absent = -1;

    private readonly int[] _offsets = new int[RegisterAreas.All.Count];

    private ExtendedStateLayout()
    {
    }

    /// <summary>Creates the layout from CPUID, or from a saved copy of it.</summary>
    /// <param name="cpuId">Leaf 0xD, with the components as its subleaves: length in EAX, offset in EBX.</param>
    public static ExtendedStateLayout From(CpuIdQuery cpuId)
    {
        CpuIdRegisters main = cpuId(Leaf, 0);
        var layout = new ExtendedStateLayout();
        foreach (RegisterArea area in RegisterAreas.All)
        {
            bool known = (main.Eax >> area.Component & 1) != 0;
            layout._offsets[(int)area] = !known ? Absent : area == RegisterArea.Xmm ? XmmOffset : OffsetOf(cpuId(Leaf, (uint)area.Component), area);
        }

        return layout;
    }

    /// <summary>The layout of this machine, or null if there is no CPUID.</summary>
    public static ExtendedStateLayout? OfMachine() => CpuId.Query is { } query ? From(query) : null;

    /// <summary>Whether the CPU has the area. Whether the kernel has enabled it differs by state: <see cref="ExtendedState.Has"/>.</summary>
    public bool Has(RegisterArea area) => _offsets[(int)area] != Absent;

    /// <summary>The offset of an existing area, in bytes.</summary>
    public int OffsetOf(RegisterArea area) => _offsets[(int)area];

    private static int OffsetOf(CpuIdRegisters component, RegisterArea area) =>
        component.Eax == area.ByteCount && component.Ebx is >= HeaderEnd and < ushort.MaxValue ? (int)component.Ebx : Absent;
}
