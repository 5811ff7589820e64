using AesniCheck.Basics;

namespace AesniCheck.Probes.Message;

/// <summary>
/// One buffer that a cipher is given. It lies between margins of known bytes, in which a write outside it shows, or next to a page that
/// may not be touched, at which a read outside it ends the process. All of it in general-purpose registers. For one thread.
/// </summary>
internal sealed unsafe class MessageBuffer
{
    /// <summary>The bytes of a margin.</summary>
    public const int MarginBytes = 64;

    /// <summary>What alignments are counted modulo.</summary>
    public const int Alignments = 64;

    private const ulong Margin = 0xa5a5_a5a5_a5a5_a5a5;

    private readonly byte* _memory;
    private readonly int _size;
    private readonly bool _isGuarded;

    // Keeps the memory where it is.
    private readonly object _owner;
    private byte* _start;
    private int _length;

    /// <summary>A buffer in memory of the runtime, without pages that may not be touched.</summary>
    /// <param name="capacity">The longest buffer.</param>
    public MessageBuffer(int capacity)
    {
        var memory = new AlignedMemory(MarginBytes + Alignments + capacity + MarginBytes);
        _memory = memory.Pointer;
        _size = memory.Length;
        _owner = memory;
        _start = _memory + MarginBytes;
    }

    /// <summary>A buffer between pages that may not be touched.</summary>
    /// <param name="area">The memory.</param>
    /// <param name="owner">Keeps it.</param>
    public MessageBuffer(GuardedArea area, object owner)
    {
        _memory = area.Pointer;
        _size = area.Length;
        _owner = owner;
        _isGuarded = true;
        _start = _memory + MarginBytes;
    }

    /// <summary>The bytes that a cipher is given.</summary>
    public Span<byte> Span => new(_start, _length);

    /// <summary>The address modulo 64.</summary>
    public int Alignment => (int)((nuint)_start % Alignments);

    /// <summary>Chooses where the buffer lies from now on. What is in it is not kept.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="place">Where; without pages that may not be touched, always within.</param>
    /// <param name="alignment">The address modulo 64, where it lies within.</param>
    public Span<byte> Place(int length, BufferPlace place, int alignment)
    {
        _length = length;
        _start = _memory + (_isGuarded ? place : BufferPlace.Within) switch
        {
            BufferPlace.AtEnd => _size - length,
            BufferPlace.AtBegin => 0,
            _ => MarginBytes + alignment,
        };
        return Span;
    }

    /// <summary>Places it, and copies bytes into it.</summary>
    public Span<byte> Take(ReadOnlySpan<byte> bytes, BufferPlace place, int alignment)
    {
        ScalarBytes.Copy(bytes, Place(bytes.Length, place, alignment));
        return Span;
    }

    /// <summary>Writes the margins.</summary>
    public void SetMargins()
    {
        for (int i = -Before; i < 0; i += sizeof(ulong))
        {
            *(ulong*)(_start + i) = Margin;
        }

        byte* end = _start + _length;
        for (int i = 0; i < Behind; i += sizeof(ulong))
        {
            *(ulong*)(end + i) = Margin;
        }
    }

    /// <summary>Whether the margins are as they were set.</summary>
    /// <returns>What was done to them; null if nothing.</returns>
    public MessageFault? CheckMargins()
    {
        ulong difference = 0;
        byte* end = _start + _length;
        for (int i = 0; i < Behind; i += sizeof(ulong))
        {
            difference |= *(ulong*)(end + i) ^ Margin;
        }

        if (difference != 0)
        {
            return MessageFault.Overrun;
        }

        for (int i = -Before; i < 0; i += sizeof(ulong))
        {
            difference |= *(ulong*)(_start + i) ^ Margin;
        }

        GC.KeepAlive(_owner);
        return difference != 0 ? MessageFault.Underrun : null;
    }

    // Whole words, as many as fit: all 64 bytes, but at the edge that it lies at.
    private int Before => (int)Math.Min(MarginBytes, _start - _memory) & ~7;

    private int Behind => (int)Math.Min(MarginBytes, _memory + _size - (_start + _length)) & ~7;
}
