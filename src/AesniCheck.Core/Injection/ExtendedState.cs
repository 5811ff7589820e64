using System.Buffers.Binary;

namespace AesniCheck.Injection;

/// <summary>The vector registers of a stopped thread: the bytes that ptrace returned, to be changed in place.</summary>
/// <param name="image">The XSAVE area in its standard form.</param>
/// <param name="layout">The layout of the area.</param>
internal readonly ref struct ExtendedState(Span<byte> image, ExtendedStateLayout layout)
{
    // The kernel stores XCR0, the components that it has enabled, in bytes that the CPU leaves to software.
    private const int EnabledOffset = 464;
    private const int InUseOffset = 512;

    private readonly Span<byte> _image = image;

    /// <summary>The enabled components, one bit each: XCR0.</summary>
    public ulong Enabled => BinaryPrimitives.ReadUInt64LittleEndian(_image[EnabledOffset..]);

    /// <summary>The components that are not in their initial state, which is zero: XSTATE_BV. The CPU loads no others.</summary>
    public ulong InUse => BinaryPrimitives.ReadUInt64LittleEndian(_image[InUseOffset..]);

    /// <summary>
    /// Whether all vector registers are zero. They are at the first instruction of a signal handler, after the kernel has saved those of the thread; the
    /// loops of workers never leave them so.
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

    /// <summary>Whether the area exists and is enabled.</summary>
    public bool Has(RegisterArea area) =>
        _image.Length >= ExtendedStateLayout.HeaderEnd
        && layout.Has(area)
        && (Enabled >> area.Component & 1) != 0
        && layout.OffsetOf(area) + area.ByteCount <= _image.Length;

    /// <summary>The bytes of one register, least significant first. The state must have its area: <see cref="Has"/>.</summary>
    /// <param name="area">The area.</param>
    /// <param name="register">The number of the register, as in instructions.</param>
    public Span<byte> Register(RegisterArea area, int register) =>
        _image.Slice(layout.OffsetOf(area) + ((register - area.FirstRegister) * area.RegisterBytes), area.RegisterBytes);

    /// <summary>The bytes of all registers of an area, the lowest first. The state must have the area: <see cref="Has"/>.</summary>
    public Span<byte> Area(RegisterArea area) => _image.Slice(layout.OffsetOf(area), area.ByteCount);

    /// <summary>Makes the CPU load an area that has been changed.</summary>
    public void MarkInUse(RegisterArea area) => WriteInUse(InUse | BitOf(area));

    /// <summary>Exchanges with another state whether an area is in use; the bytes of the area have been exchanged already.</summary>
    public void ExchangeInUse(ExtendedState other, RegisterArea area)
    {
        if (area == RegisterArea.Xmm)
        {
            // MXCSR belongs to the same component, and would also be reset to its initial value.
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
