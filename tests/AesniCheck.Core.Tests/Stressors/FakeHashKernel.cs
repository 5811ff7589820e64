using System.Text;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>A kernel with AF_ALG and one hash, but no cipher, that treats its input as crypto/algif_hash.c does.</summary>
internal sealed unsafe class FakeHashKernel(string driver, int digestLength) : ICryptoSockets
{
    private readonly Dictionary<int, string> _open = [];
    private int _next = 3;
    private bool _hasDigest;

    public int OpenCount => _open.Count;

    public long BytesHashed { get; private set; }

    public int CreateSocket() => Open("socket");

    public int Bind(int socket, ReadOnlySpan<byte> address)
    {
        bool isIt = address.Length == 88
            && Encoding.ASCII.GetString(address.Slice(2, 14)).TrimEnd('\0') == "hash"
            && Encoding.ASCII.GetString(address[24..]).TrimEnd('\0') == driver;
        _open[socket] = "bound";
        return isIt ? 0 : -2;
    }

    public int Accept(int socket) => _open[socket] == "bound" ? Open("request") : -22;

    public int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more)
    {
        if (_open[socket] != "request" || !control.IsEmpty || more)
        {
            return -22;
        }

        _hasDigest = true;
        BytesHashed += data[0].Span.Length;
        return data[0].Span.Length;
    }

    public int Receive(int socket, ReadOnlySpan<Iovec> data)
    {
        if (_open[socket] != "request" || !_hasDigest)
        {
            return -22;
        }

        _hasDigest = false;
        int length = Math.Min(digestLength, data[0].Span.Length);
        data[0].Span[..length].Fill(0xa5);
        return length;
    }

    public void Close(int descriptor) => Xunit.Assert.True(_open.Remove(descriptor));

    public int SetKey(int socket, ReadOnlySpan<byte> key) => -22;

    public int SetTagLength(int socket, int length) => -22;

    public int CreatePipe(out int readEnd, out int writeEnd) => throw new NotSupportedException();

    public int SpliceMemory(int writeEnd, ReadOnlySpan<Iovec> data) => throw new NotSupportedException();

    public int Splice(int readEnd, int socket, int length, bool more) => throw new NotSupportedException();

    private int Open(string what)
    {
        _open.Add(_next, what);
        return _next++;
    }
}
