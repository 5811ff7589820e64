using System.Security.Cryptography;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// One cipher of the kernel: a bound socket of AF_ALG and, for requests, a socket that it accepted. Each request is sent whole and
/// then received, so that nothing ever waits (Documentation/crypto/userspace-if.rst). For one thread at a time.
/// </summary>
internal sealed unsafe class KernelCipher : IDisposable
{
    /// <summary>
    /// The most bytes of a request, in or out: fifteen pages lie within sixteen wherever they begin, and sixteen are what a list of
    /// memory (ALG_MAX_PAGES) and a pipe have. The limits of a socket's buffers are above that, unless someone lowered them.
    /// </summary>
    public const int MaximumLength = 15 * 4096;

    private const int None = -1;

    private readonly ICryptoSockets _sockets;
    private readonly KernelDriver _driver;
    private readonly KernelRequestForm _form;
    private readonly byte[] _control = new byte[AlgMessage.MaximumControlSize];
    private readonly int _cipher;
    private int _request = None;
    private int _pipeRead = None;
    private int _pipeWrite = None;
    private bool _isDisposed;

    /// <summary>Opens a cipher, which has no key yet.</summary>
    /// <exception cref="KernelCryptoException">There is no AF_ALG, or no such driver.</exception>
    public KernelCipher(ICryptoSockets sockets, KernelDriver driver, KernelRequestForm form)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(form.InputPieces, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(form.OutputPieces, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.InputPieces, KernelRequestForm.MaximumPieces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.OutputPieces, KernelRequestForm.MaximumPieces);
        Span<byte> address = stackalloc byte[AlgMessage.AddressSize];
        AlgMessage.WriteAddress(address, driver.Type, driver.Driver);
        (_sockets, _driver, _form) = (sockets, driver, form);
        _cipher = sockets.CreateSocket();
        if (_cipher < 0)
        {
            throw KernelCryptoException.OfSocket(-_cipher);
        }

        int bound = sockets.Bind(_cipher, address);
        if (bound < 0)
        {
            sockets.Close(_cipher);
            throw Refusal("bind", bound);
        }
    }

    /// <summary>Whether the kernel has this driver, and lets it be asked.</summary>
    public static bool Exists(ICryptoSockets sockets, KernelDriver driver)
    {
        try
        {
            new KernelCipher(sockets, driver, KernelRequestForm.Whole).Dispose();
            return true;
        }
        catch (KernelCryptoException)
        {
            return false;
        }
    }

    /// <summary>Why AF_ALG can't be had at all; null when it can.</summary>
    public static string? WhyUnavailable(ICryptoSockets sockets)
    {
        int socket = sockets.CreateSocket();
        if (socket < 0)
        {
            return KernelCryptoException.OfSocket(-socket).Message;
        }

        sockets.Close(socket);
        return null;
    }

    /// <summary>Sets the key of the requests to come.</summary>
    /// <exception cref="KernelCryptoException">The driver takes no such key.</exception>
    public void SetKey(ReadOnlySpan<byte> key)
    {
        // The key belongs to the bound socket, and since 4.5 it can't be set while one that it accepted is open: EBUSY.
        CloseRequest();
        Require("ALG_SET_KEY", _sockets.SetKey(_cipher, key));
    }

    /// <summary>Sets the length of the tag of the requests to come.</summary>
    /// <exception cref="KernelCryptoException">The driver takes no such length.</exception>
    public void SetTagLength(int length)
    {
        CloseRequest();
        Require("ALG_SET_AEAD_AUTHSIZE", _sockets.SetTagLength(_cipher, length));
    }

    /// <summary>Has the kernel encrypt or decrypt.</summary>
    /// <param name="operation"><see cref="AlgMessage.Encrypt"/> or <see cref="AlgMessage.Decrypt"/>.</param>
    /// <param name="iv">As long as the driver's.</param>
    /// <param name="associatedLength">How much of the input is associated data; null for a cipher without a tag.</param>
    /// <param name="input">All of it: associated data, text, and to decrypt the tag.</param>
    /// <param name="output">Exactly as long as what comes out: associated data, text, and from encryption the tag.</param>
    /// <returns>False when the tag is wrong.</returns>
    /// <exception cref="KernelCryptoException">The kernel refuses the request.</exception>
    /// <exception cref="CryptographicException">The kernel went beyond the memory that it was given.</exception>
    public bool Transform(int operation, ReadOnlySpan<byte> iv, int? associatedLength, ReadOnlySpan<byte> input, Span<byte> output)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_request == None)
        {
            _request = Require("accept", _sockets.Accept(_cipher));
        }

        ReadOnlySpan<byte> control = _control.AsSpan(0, AlgMessage.WriteControl(_control, operation, iv, associatedLength));
        fixed (byte* source = input, target = output)
        {
            if (_form.BySplice && !input.IsEmpty)
            {
                SpliceInput(control, source, input.Length);
            }
            else
            {
                SendInput(control, source, input.Length);
            }

            return Receive(target, output.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Abandon();
            _sockets.Close(_cipher);
        }
    }

    private void SendInput(ReadOnlySpan<byte> control, byte* source, int length)
    {
        int offset = 0;
        for (int piece = 1; piece <= _form.InputPieces; piece++)
        {
            int end = KernelRequestForm.PieceStart(length, _form.InputPieces, piece);
            if (end == offset && length > 0)
            {
                continue;
            }

            bool isLast = end == length;
            var buffer = new Iovec(source + offset, end - offset);
            RequireAll("sendmsg", _sockets.Send(_request, offset == 0 ? control : [], new ReadOnlySpan<Iovec>(in buffer), !isLast), end - offset);
            offset = end;
            if (isLast)
            {
                return;
            }
        }
    }

    private void SpliceInput(ReadOnlySpan<byte> control, byte* source, int length)
    {
        if (_pipeRead == None)
        {
            Require("pipe2", _sockets.CreatePipe(out _pipeRead, out _pipeWrite));
        }

        RequireAll("sendmsg", _sockets.Send(_request, control, [], more: true), 0);
        Span<Iovec> buffers = stackalloc Iovec[KernelRequestForm.MaximumPieces];
        for (int offset = 0; offset < length;)
        {
            // A pipe has room for sixteen pages or parts of pages, so that many pieces may take several turns.
            int put = Require("vmsplice", _sockets.PutMemory(_pipeWrite, Cut(buffers, source, length, _form.InputPieces, offset)));
            for (int end = offset + put; offset < end;)
            {
                int moved = Require("splice", _sockets.Splice(_pipeRead, _request, end - offset, more: end < length));
                if (moved == 0)
                {
                    Abandon();
                    throw KernelCryptoException.Partial("splice", _driver.Driver, offset, length);
                }

                offset += moved;
            }
        }
    }

    private bool Receive(byte* target, int length)
    {
        // A request without room for output is not even made; where none is to come, a spare byte is room enough.
        byte spare;
        Span<Iovec> buffers = stackalloc Iovec[KernelRequestForm.MaximumPieces];
        buffers[0] = new Iovec(&spare, 1);
        int received = _sockets.Receive(_request, length == 0 ? buffers[..1] : Cut(buffers, target, length, _form.OutputPieces, 0));
        if (received == -Errno.EBADMSG)
        {
            Abandon();
            return false;
        }

        RequireAll("recvmsg", received, length);
        return true;
    }

    // The pieces from an offset on.
    private static ReadOnlySpan<Iovec> Cut(Span<Iovec> buffers, byte* memory, int length, int pieces, int offset)
    {
        int count = 0;
        for (int piece = 1; piece <= pieces; piece++)
        {
            int end = KernelRequestForm.PieceStart(length, pieces, piece);
            if (end > offset)
            {
                buffers[count++] = new Iovec(memory + offset, end - offset);
                offset = end;
            }
        }

        return buffers[..count];
    }

    private void RequireAll(string call, int result, int length)
    {
        if (Require(call, result) != length)
        {
            Abandon();
            throw KernelCryptoException.Partial(call, _driver.Driver, result, length);
        }
    }

    private int Require(string call, int result)
    {
        if (result >= 0)
        {
            return result;
        }

        Abandon();

        // The memory is ours, all of it, and may be touched; what lies around it may not. So this is no refusal: the kernel went beyond it.
        throw result == -Errno.EFAULT
            ? new CryptographicException($"{call} of {_driver.Driver}: the kernel read or wrote outside the memory that it was given (EFAULT)")
            : Refusal(call, result);
    }

    private KernelCryptoException Refusal(string call, int result) => KernelCryptoException.Of(call, _driver.Type, _driver.Driver, -result);

    // After an error parts of the request may lie in the socket or the pipe: the next one gets new ones.
    private void Abandon()
    {
        CloseRequest();
        Close(ref _pipeRead);
        Close(ref _pipeWrite);
    }

    private void CloseRequest() => Close(ref _request);

    private void Close(ref int descriptor)
    {
        if (descriptor != None)
        {
            _sockets.Close(descriptor);
            descriptor = None;
        }
    }
}
