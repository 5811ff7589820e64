using AesniCheck.Basics;

namespace AesniCheck.Probes.Message;

/// <summary>
/// A buffer passed to a cipher. It lies between margins of known bytes, which reveal a write outside it, or next to an inaccessible
/// page, at which a read or write outside it ends the process. Uses general-purpose registers only. Not thread-safe.
/// </summary>
internal sealed unsafe class MessageBuffer
{
    /// <summary>The length of a margin in bytes.</summary>
    public const int MarginBytes = 64;

    /// <summary>The modulus of alignments.</summary>
    public const int Alignments = 64;

    private const ulong Margin = 0xa5a5_a5a5_a5a5_a5a5;

    private readonly byte* _memory;
    private readonly int _size;
    private readonly bool _isGuarded;

    // Keeps the memory alive.
    private readonly object _owner;
    private byte* _start;
    private int _length;

    /// <summary>Creates a buffer in the runtime's memory, without inaccessible pages.</summary>
    /// <param name="capacity">The maximum length of the buffer.</param>
    public MessageBuffer(int capacity)
    {
        var memory = new AlignedMemory(MarginBytes + Alignments + capacity + MarginBytes);
        _memory = memory.Pointer;
        _size = memory.Length;
        _owner = memory;
        _start = _memory + MarginBytes;
    }

    /// <summary>Creates a buffer between inaccessible pages.</summary>
    /// <param name="area">The memory.</param>
    /// <param name="owner">The object that keeps the memory alive.</param>
    public MessageBuffer(GuardedArea area, object owner)
    {
        _memory = area.Pointer;
        _size = area.Length;
        _owner = owner;
        _isGuarded = true;
        _start = _memory + MarginBytes;
    }

    /// <summary>The bytes passed to the cipher.</summary>
    public Span<byte> Span => new(_start, _length);

    /// <summary>The address modulo 64.</summary>
    public int Alignment => (int)((nuint)_start % Alignments);

    /// <summary>Places the buffer. Its contents are not kept.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="place">The place; always <see cref="BufferPlace.Within"/> if there are no inaccessible pages.</param>
    /// <param name="alignment">The address modulo 64, for <see cref="BufferPlace.Within"/>.</param>
    public Span<byte> Place(int length, BufferPlace place, int alignment)
    {
        _length = length;
        _start = _memory + (_isGuarded ? place : BufferPlace.Within) switch
        {
            BufferPlace.AtEnd => _size - length,
            BufferPlace.AtStart => 0,
            _ => MarginBytes + alignment,
        };
        return Span;
    }

    /// <summary>Places the buffer and copies bytes into it.</summary>
    public Span<byte> Take(ReadOnlySpan<byte> bytes, BufferPlace place, int alignment)
    {
        ScalarBytes.Copy(bytes, Place(bytes.Length, place, alignment));
        return Span;
    }

    /// <summary>Writes the margins.</summary>
    public void SetMargins()
    {
        for (int i = -BytesBefore; i < 0; i += sizeof(ulong))
        {
            *(ulong*)(_start + i) = Margin;
        }

        byte* end = _start + _length;
        for (int i = 0; i < BytesAfter; i += sizeof(ulong))
        {
            *(ulong*)(end + i) = Margin;
        }
    }

    /// <summary>Checks whether the margins are unchanged.</summary>
    /// <returns>The kind of the change; null if they are unchanged.</returns>
    public MessageFault? CheckMargins()
    {
        ulong difference = 0;
        byte* end = _start + _length;
        for (int i = 0; i < BytesAfter; i += sizeof(ulong))
        {
            difference |= *(ulong*)(end + i) ^ Margin;
        }

        if (difference != 0)
        {
            return MessageFault.Overrun;
        }

        for (int i = -BytesBefore; i < 0; i += sizeof(ulong))
        {
            difference |= *(ulong*)(_start + i) ^ Margin;
        }

        GC.KeepAlive(_owner);
        return difference != 0 ? MessageFault.Underrun : null;
    }

    // As many whole words as fit: all 64 bytes, except at the edge where the buffer lies.
    private int BytesBefore => (int)Math.Min(MarginBytes, _start - _memory) & ~7;

    private int BytesAfter => (int)Math.Min(MarginBytes, _memory + _size - (_start + _length)) & ~7;
}
