using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>struct iovec of readv(2): one of several buffers. The memory must not move while the system call uses it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct Iovec(byte* data, int length)
{
    /// <summary>The first byte.</summary>
    public byte* Data { get; } = data;

    /// <summary>The length in bytes, of type size_t.</summary>
    public nuint Length { get; } = (nuint)length;

    /// <summary>The bytes.</summary>
    public Span<byte> Span => new(Data, (int)Length);
}
