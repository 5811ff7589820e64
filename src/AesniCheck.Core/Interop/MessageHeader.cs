using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>struct msghdr of sendmsg(2) on a 64-bit machine, 56 bytes: without an address, which AF_ALG sockets do not use.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct MessageHeader(Iovec* data, int dataCount, byte* control, int controlLength)
{
    // The C library's lengths are size_t, or int with four bytes of padding; on a little-endian machine both have the same layout.
    [FieldOffset(16)]
    private readonly Iovec* _data = data;

    [FieldOffset(24)]
    private readonly nuint _dataCount = (nuint)dataCount;

    [FieldOffset(32)]
    private readonly byte* _control = control;

    [FieldOffset(40)]
    private readonly nuint _controlLength = (nuint)controlLength;
}
