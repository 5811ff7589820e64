using AesniCheck.Interop;

namespace AesniCheck.Host;

/// <summary>Another kernel, with one wrong bit: the lowest bit of the first output byte of one of its requests.</summary>
internal sealed class WrongByteKernel(ICryptoSockets kernel, int wrongRequest) : ICryptoSockets
{
    private int _requestCount;

    public int CreateSocket() => kernel.CreateSocket();

    public int Bind(int socket, ReadOnlySpan<byte> address) => kernel.Bind(socket, address);

    public int SetKey(int socket, ReadOnlySpan<byte> key) => kernel.SetKey(socket, key);

    public int SetTagLength(int socket, int length) => kernel.SetTagLength(socket, length);

    public int Accept(int socket) => kernel.Accept(socket);

    public int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more) => kernel.Send(socket, control, data, more);

    public int Receive(int socket, ReadOnlySpan<Iovec> data)
    {
        int received = kernel.Receive(socket, data);
        if (++_requestCount == wrongRequest)
        {
            data[0].Span[0] ^= 1;
        }

        return received;
    }

    public int CreatePipe(out int readEnd, out int writeEnd) => kernel.CreatePipe(out readEnd, out writeEnd);

    public int SpliceMemory(int writeEnd, ReadOnlySpan<Iovec> data) => kernel.SpliceMemory(writeEnd, data);

    public int Splice(int readEnd, int socket, int length, bool more) => kernel.Splice(readEnd, socket, length, more);

    public void Close(int descriptor) => kernel.Close(descriptor);
}
