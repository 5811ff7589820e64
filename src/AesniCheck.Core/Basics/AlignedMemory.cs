using System.Runtime.CompilerServices;

namespace AesniCheck.Basics;

/// <summary>
/// Zeroed, pinned memory that begins on a cache line, for hot loops that read it through pointers. The pointer is valid as long as this object is reachable.
/// </summary>
internal sealed unsafe class AlignedMemory
{
    private const int CacheLine = 64;

    private readonly byte[] _array;

    /// <param name="length">The length in bytes.</param>
    public AlignedMemory(int length)
    {
        _array = GC.AllocateArray<byte>(length + CacheLine, pinned: true);
        Length = length;
        Pointer = (byte*)(((nuint)Unsafe.AsPointer(ref _array[0]) + (CacheLine - 1)) & ~(nuint)(CacheLine - 1));
    }

    /// <summary>The length in bytes.</summary>
    public int Length { get; }

    /// <summary>The first byte, on a cache line.</summary>
    public byte* Pointer { get; }

    /// <summary>All bytes.</summary>
    public Span<byte> Span => new(Pointer, Length);
}
