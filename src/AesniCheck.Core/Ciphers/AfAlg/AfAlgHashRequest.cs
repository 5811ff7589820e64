using System.Runtime.InteropServices;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>A request to hash a message of 4 KiB with a driver of the kernel: AF_ALG of type hash (crypto/algif_hash.c).</summary>
internal sealed unsafe class AfAlgHashRequest : KernelRequest
{
    private const string Type = "hash";
    private const int MessageLength = 4096;
    private const int MaximumDigestSize = 64;

    private readonly ICryptoSockets _sockets;
    private readonly int _hash;
    private readonly int _request;
    private readonly byte[] _message = new byte[MessageLength];

    /// <summary>Opens the driver.</summary>
    /// <param name="sockets">Access to the kernel.</param>
    /// <param name="driver">The driver's name, such as <c>sha256-ni</c>.</param>
    /// <exception cref="IOException">The kernel has no AF_ALG, or no such driver.</exception>
    public AfAlgHashRequest(ICryptoSockets sockets, string driver)
    {
        Span<byte> address = stackalloc byte[AlgMessage.AddressSize];
        AlgMessage.WriteAddress(address, Type, driver);
        _sockets = sockets;
        _hash = Require("socket", sockets.CreateSocket());
        try
        {
            _ = Require("bind", sockets.Bind(_hash, address));
            _request = Require("accept", sockets.Accept(_hash));
        }
        catch (IOException)
        {
            sockets.Close(_hash);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Make()
    {
        byte* digest = stackalloc byte[MaximumDigestSize];
        fixed (byte* message = _message)
        {
            var input = new Iovec(message, MessageLength);
            var output = new Iovec(digest, MaximumDigestSize);
            _ = Require("sendmsg", _sockets.Send(_request, [], new ReadOnlySpan<Iovec>(in input), more: false));
            _ = Require("recvmsg", _sockets.Receive(_request, new ReadOnlySpan<Iovec>(in output)));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _sockets.Close(_request);
        _sockets.Close(_hash);
    }

    private static int Require(string call, int result) =>
        result >= 0 ? result : throw new IOException($"{call} of a hash: {Marshal.GetPInvokeErrorMessage(-result)}");
}
