using System.Security.Cryptography;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// One cipher of the kernel: a bound AF_ALG socket and, for requests, a socket accepted from it. Each request is sent whole and
/// then received, so that no call ever waits (Documentation/crypto/userspace-if.rst). For one thread at a time.
/// </summary>
internal sealed unsafe class AfAlgCipher : IDisposable
{
    /// <summary>
    /// The maximum size of a request in bytes, in or out: fifteen pages fit into sixteen at any alignment, and sixteen is the limit of a list of
    /// memory (ALG_MAX_PAGES) and of a pipe. The limits of socket buffers are higher, unless they were lowered.
    /// </summary>
    public const int MaximumLength = 15 * 4096;

    private const int None = -1;

    private readonly ICryptoSockets _sockets;
    private readonly AfAlgDriver _driver;
    private readonly AfAlgRequestForm _form;
    private readonly byte[] _control = new byte[AlgMessage.MaximumControlSize];
    private readonly int _cipher;
    private int _request = None;
    private int _pipeRead = None;
    private int _pipeWrite = None;
    private bool _isDisposed;

    /// <summary>Opens a cipher without a key.</summary>
    /// <exception cref="AfAlgException">The kernel has no AF_ALG, or no such driver.</exception>
    public AfAlgCipher(ICryptoSockets sockets, AfAlgDriver driver, AfAlgRequestForm form)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(form.InputPieces, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(form.OutputPieces, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.InputPieces, AfAlgRequestForm.MaximumPieces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.OutputPieces, AfAlgRequestForm.MaximumPieces);
        Span<byte> address = stackalloc byte[AlgMessage.AddressSize];
        AlgMessage.WriteAddress(address, driver.Type, driver.Driver);
        (_sockets, _driver, _form) = (sockets, driver, form);
        _cipher = sockets.CreateSocket();
        if (_cipher < 0)
        {
            throw AfAlgException.OfSocket(-_cipher);
        }

        int bound = sockets.Bind(_cipher, address);
        if (bound < 0)
        {
            sockets.Close(_cipher);
            throw Refusal("bind", bound);
        }
    }

    /// <summary>Whether the kernel has this driver and permits its use.</summary>
    public static bool Exists(ICryptoSockets sockets, AfAlgDriver driver)
    {
        try
        {
            new AfAlgCipher(sockets, driver, AfAlgRequestForm.Whole).Dispose();
            return true;
        }
        catch (AfAlgException)
        {
            return false;
        }
    }

    /// <summary>Returns why AF_ALG is not available at all; null if it is.</summary>
    public static string? WhyUnavailable(ICryptoSockets sockets)
    {
        int socket = sockets.CreateSocket();
        if (socket < 0)
        {
            return AfAlgException.OfSocket(-socket).Message;
        }

        sockets.Close(socket);
        return null;
    }

    /// <summary>Sets the key for further requests.</summary>
    /// <exception cref="AfAlgException">The driver refuses the key.</exception>
    public void SetKey(ReadOnlySpan<byte> key)
    {
        // The key belongs to the bound socket. Since 4.5 it can't be set while a socket accepted from it is open: EBUSY.
        CloseRequest();
        Require("ALG_SET_KEY", _sockets.SetKey(_cipher, key));
    }

    /// <summary>Sets the tag length for further requests.</summary>
    /// <exception cref="AfAlgException">The driver refuses the length.</exception>
    public void SetTagLength(int length)
    {
        CloseRequest();
        Require("ALG_SET_AEAD_AUTHSIZE", _sockets.SetTagLength(_cipher, length));
    }

    /// <summary>Encrypts or decrypts in the kernel.</summary>
    /// <param name="operation"><see cref="AlgMessage.Encrypt"/> or <see cref="AlgMessage.Decrypt"/>.</param>
    /// <param name="iv">An IV of the driver's length.</param>
    /// <param name="associatedLength">The length of the associated data in the input; null for a cipher without a tag.</param>
    /// <param name="input">The whole input: associated data, text, and for decryption the tag.</param>
    /// <param name="output">Exactly as long as the output: associated data, text, and for encryption the tag.</param>
    /// <returns>False if the tag is wrong.</returns>
    /// <exception cref="AfAlgException">The kernel refuses the request.</exception>
    /// <exception cref="CryptographicException">The kernel accessed memory outside the buffers.</exception>
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
            CloseTransient();
            _sockets.Close(_cipher);
        }
    }

    private void SendInput(ReadOnlySpan<byte> control, byte* source, int length)
    {
        int offset = 0;
        for (int piece = 1; piece <= _form.InputPieces; piece++)
        {
            int end = AfAlgRequestForm.PieceStart(length, _form.InputPieces, piece);
            if (end == offset && length > 0)
            {
                continue;
            }

            bool isLast = end == length;
            var buffer = new Iovec(source + offset, end - offset);
            RequireComplete("sendmsg", _sockets.Send(_request, offset == 0 ? control : [], new ReadOnlySpan<Iovec>(in buffer), !isLast), end - offset);
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

        RequireComplete("sendmsg", _sockets.Send(_request, control, [], more: true), 0);
        Span<Iovec> buffers = stackalloc Iovec[AfAlgRequestForm.MaximumPieces];
        for (int offset = 0; offset < length;)
        {
            // A pipe has room for sixteen pages or parts of pages, so many pieces may take several iterations.
            int put = Require("vmsplice", _sockets.SpliceMemory(_pipeWrite, Cut(buffers, source, length, _form.InputPieces, offset)));
            for (int end = offset + put; offset < end;)
            {
                int moved = Require("splice", _sockets.Splice(_pipeRead, _request, end - offset, more: end < length));
                if (moved == 0)
                {
                    CloseTransient();
                    throw AfAlgException.Partial("splice", _driver.Driver, offset, length);
                }

                offset += moved;
            }
        }
    }

    private bool Receive(byte* target, int length)
    {
        // The kernel does not process a request without room for output; if no output is expected, a spare byte is enough.
        byte spare;
        Span<Iovec> buffers = stackalloc Iovec[AfAlgRequestForm.MaximumPieces];
        buffers[0] = new Iovec(&spare, 1);
        int received = _sockets.Receive(_request, length == 0 ? buffers[..1] : Cut(buffers, target, length, _form.OutputPieces, 0));
        if (received == -Errno.EBADMSG)
        {
            CloseTransient();
            return false;
        }

        RequireComplete("recvmsg", received, length);
        return true;
    }

    // Returns the pieces from an offset on.
    private static ReadOnlySpan<Iovec> Cut(Span<Iovec> buffers, byte* memory, int length, int pieces, int offset)
    {
        int count = 0;
        for (int piece = 1; piece <= pieces; piece++)
        {
            int end = AfAlgRequestForm.PieceStart(length, pieces, piece);
            if (end > offset)
            {
                buffers[count++] = new Iovec(memory + offset, end - offset);
                offset = end;
            }
        }

        return buffers[..count];
    }

    private void RequireComplete(string call, int result, int length)
    {
        if (Require(call, result) != length)
        {
            CloseTransient();
            throw AfAlgException.Partial(call, _driver.Driver, result, length);
        }
    }

    private int Require(string call, int result)
    {
        if (result >= 0)
        {
            return result;
        }

        CloseTransient();

        // All of the memory is ours and accessible; the memory around it is not. So this is not a refusal: the kernel went outside it.
        throw result == -Errno.EFAULT
            ? new CryptographicException($"{call} of {_driver.Driver}: the kernel accessed memory outside the buffers (EFAULT)")
            : Refusal(call, result);
    }

    private AfAlgException Refusal(string call, int result) => AfAlgException.Of(call, _driver.Type, _driver.Driver, -result);

    // After an error, parts of the request may remain in the socket or the pipe: the next request gets new ones.
    private void CloseTransient()
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
