using System.Runtime.CompilerServices;

namespace AesniCheck.Basics;

/// <summary>
/// Zeroed bytes that begin on a cache line and never move: what hot loops read through pointers. The pointer is valid as long
/// as this object is reachable.
/// </summary>
internal sealed unsafe class AlignedMemory
{
    private const int CacheLine = 64;

    private readonly byte[] _array;

    /// <param name="length">The bytes needed.</param>
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
