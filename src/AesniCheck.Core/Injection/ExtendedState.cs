using System.Buffers.Binary;

namespace AesniCheck.Injection;

/// <summary>The vector registers of a stopped thread: the bytes that ptrace gave, to be changed in place.</summary>
/// <param name="image">The XSAVE area in its standard form.</param>
/// <param name="layout">Where things are in it.</param>
internal readonly ref struct ExtendedState(Span<byte> image, ExtendedStateLayout layout)
{
    // The kernel keeps XCR0, the components that it has switched on, in bytes that the CPU leaves to software.
    private const int EnabledOffset = 464;
    private const int InUseOffset = 512;

    private readonly Span<byte> _image = image;

    /// <summary>The components that are switched on, a bit each: XCR0.</summary>
    public ulong Enabled => BinaryPrimitives.ReadUInt64LittleEndian(_image[EnabledOffset..]);

    /// <summary>The components that aren't in their initial state, which is zero: XSTATE_BV. The CPU loads no others.</summary>
    public ulong InUse => BinaryPrimitives.ReadUInt64LittleEndian(_image[InUseOffset..]);

    /// <summary>
    /// Whether all vector registers hold zero. So they are at the first instruction of a signal handler, when the kernel has put those of the thread
    /// aside; the loops of workers never leave them so.
    /// </summary>
    public bool IsInitial
    {
        get
        {
            foreach (RegisterArea area in RegisterAreas.All)
            {
                if (Has(area) && Area(area).ContainsAnyExcept((byte)0))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether the area is there and switched on.</summary>
    public bool Has(RegisterArea area) =>
        _image.Length >= ExtendedStateLayout.HeaderEnd
        && layout.Has(area)
        && (Enabled >> area.Component & 1) != 0
        && layout.OffsetOf(area) + area.ByteCount <= _image.Length;

    /// <summary>The bytes of one register, least significant first. <see cref="Has"/> its area.</summary>
    /// <param name="area">The area.</param>
    /// <param name="register">Its number, as instructions name it.</param>
    public Span<byte> Register(RegisterArea area, int register) =>
        _image.Slice(layout.OffsetOf(area) + ((register - area.FirstRegister) * area.RegisterBytes), area.RegisterBytes);

    /// <summary>The bytes of all registers of an area, the lowest first. <see cref="Has"/> it.</summary>
    public Span<byte> Area(RegisterArea area) => _image.Slice(layout.OffsetOf(area), area.ByteCount);

    /// <summary>Has the CPU load an area that has been changed.</summary>
    public void MarkInUse(RegisterArea area) => WriteInUse(InUse | BitOf(area));

    /// <summary>Exchanges with another state whether an area, the bytes of which have been exchanged, is in use.</summary>
    public void ExchangeInUse(ExtendedState other, RegisterArea area)
    {
        if (area == RegisterArea.Xmm)
        {
            // MXCSR belongs to the same component, and would be set to its initial value with it.
            MarkInUse(area);
            other.MarkInUse(area);
        }
        else if (((InUse ^ other.InUse) & BitOf(area)) != 0)
        {
            WriteInUse(InUse ^ BitOf(area));
            other.WriteInUse(other.InUse ^ BitOf(area));
        }
    }

    private static ulong BitOf(RegisterArea area) => 1UL << area.Component;

    private void WriteInUse(ulong components) => BinaryPrimitives.WriteUInt64LittleEndian(_image[InUseOffset..], components);
}
