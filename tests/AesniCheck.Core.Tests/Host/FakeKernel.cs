using System.Buffers.Binary;
using System.Text;
using AesniCheck.Ciphers;
using AesniCheck.Interop;

namespace AesniCheck.Host;

/// <summary>A driver of the fake kernel.</summary>
internal sealed record FakeDriver(string Name, CipherMode Mode, bool IsRfc4106 = false)
{
    public string Type => Mode == CipherMode.Gcm ? "aead" : "skcipher";

    public int IvLength => Mode == CipherMode.Ecb ? 0 : IsRfc4106 ? 8 : Mode == CipherMode.Gcm ? 12 : 16;
}

/// <summary>
/// A kernel with AF_ALG that treats its input as crypto/af_alg.c, algif_skcipher.c and algif_aead.c do: it parses the control messages
/// byte by byte, and a request that the kernel would refuse, or wait for, is an error. Numbers are written out, not shared with
/// the code under test.
/// </summary>
internal sealed unsafe class FakeKernel(params FakeDriver[] drivers) : ICryptoSockets
{
    private readonly Dictionary<int, object> _files = [];
    private int _nextDescriptor = 3;

    /// <summary>The error of socket(2); 0 if AF_ALG is available.</summary>
    public int SocketError { get; init; }

    /// <summary>The lengths of the received pieces, copied and spliced.</summary>
    public List<int> Pieces { get; } = [];

    /// <summary>The lengths of the buffers that output went to.</summary>
    public List<int> Buffers { get; } = [];

    /// <summary>The error of recvmsg(2); 0 if it succeeds.</summary>
    public int ReceiveError { get; init; }

    /// <summary>The offsets within a page at which the copied input buffers and the output buffers end.</summary>
    public List<int> PageOffsetsOfEnds { get; } = [];

    public int KeyCount { get; private set; }

    public int OpenFileCount => _files.Count;

    public int CreateSocket() => SocketError != 0 ? -SocketError : Open(new Cipher());

    public int Bind(int socket, ReadOnlySpan<byte> address)
    {
        if (address.Length != 88 || BinaryPrimitives.ReadUInt16LittleEndian(address) != 38 || address.Slice(16, 8).ContainsAnyExcept((byte)0))
        {
            return -22;
        }

        string type = Encoding.ASCII.GetString(address.Slice(2, 14)).TrimEnd('\0');
        string name = Encoding.ASCII.GetString(address[24..]).TrimEnd('\0');
        FakeDriver? driver = drivers.FirstOrDefault(driver => driver.Name == name && driver.Type == type);
        ((Cipher)_files[socket]).Driver = driver;
        return driver is null ? -2 : 0;
    }

    public int SetKey(int socket, ReadOnlySpan<byte> key)
    {
        var cipher = (Cipher)_files[socket];
        int length = cipher.Driver!.IsRfc4106 ? key.Length - 4 : cipher.Driver.Mode == CipherMode.Xts ? key.Length / 2 : key.Length;
        if (IsBusy(cipher) || length is not (16 or 24 or 32))
        {
            return IsBusy(cipher) ? -16 : -22;
        }

        cipher.Key = key.ToArray();
        KeyCount++;
        return 0;
    }

    public int SetTagLength(int socket, int length)
    {
        var cipher = (Cipher)_files[socket];
        if (IsBusy(cipher) || (cipher.Driver!.IsRfc4106 && length is not (8 or 12 or 16)))
        {
            return IsBusy(cipher) ? -16 : -22;
        }

        cipher.TagLength = length;
        return 0;
    }

    public int Accept(int socket) => Open(new Request((Cipher)_files[socket]));

    public int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more)
    {
        var request = (Request)_files[socket];
        if (request.Cipher.Key is null)
        {
            return -126;
        }

        if (!control.IsEmpty && !request.TakeControl(control))
        {
            return -22;
        }

        List<byte> copied = [];
        foreach (Iovec buffer in data)
        {
            copied.AddRange(buffer.Span);
            NoteEnd(buffer);
        }

        if (!request.TryBegin())
        {
            return -22;
        }

        byte[] bytes = [.. copied];
        request.Input.Add(pieces => pieces.AddRange(bytes));
        return Count(request, copied.Count, more);
    }

    public int CreatePipe(out int readEnd, out int writeEnd)
    {
        var pipe = new Queue<Iovec>();
        readEnd = Open(pipe);
        writeEnd = Open(pipe);
        return 0;
    }

    public int SpliceMemory(int writeEnd, ReadOnlySpan<Iovec> data)
    {
        // Sixteen slots, each for data within one page.
        var pipe = (Queue<Iovec>)_files[writeEnd];
        int put = 0;
        foreach (Iovec buffer in data)
        {
            for (int offset = 0; offset < (int)buffer.Length;)
            {
                if (pipe.Count == 16)
                {
                    return put == 0 ? -11 : put;
                }

                int length = Math.Min((int)buffer.Length - offset, 4096 - (int)((ulong)(buffer.Data + offset) % 4096));
                pipe.Enqueue(new Iovec(buffer.Data + offset, length));
                offset += length;
                put += length;
            }
        }

        return put;
    }

    public int Splice(int readEnd, int socket, int length, bool more)
    {
        var request = (Request)_files[socket];
        var pipe = (Queue<Iovec>)_files[readEnd];
        if (!request.TryBegin())
        {
            return -22;
        }

        int moved = 0;
        while (moved < length && pipe.TryDequeue(out Iovec page))
        {
            // The memory itself: read when the request is done, not now.
            request.Input.Add(pieces => pieces.AddRange(page.Span));
            moved += (int)page.Length;
        }

        return Count(request, moved, more);
    }

    public int Receive(int socket, ReadOnlySpan<Iovec> data)
    {
        if (ReceiveError != 0)
        {
            return -ReceiveError;
        }

        var request = (Request)_files[socket];
        if (request.Used is null || request.More)
        {
            return -11;
        }

        if (!request.TryRun(out byte[]? output))
        {
            return -22;
        }

        if (output is null)
        {
            return -74;
        }

        int offset = 0;
        foreach (Iovec buffer in data)
        {
            int length = Math.Min((int)buffer.Length, output.Length - offset);
            output.AsSpan(offset, length).CopyTo(buffer.Span);
            NoteEnd(buffer);
            Buffers.Add(length);
            offset += length;
        }

        return offset < output.Length ? -22 : offset;
    }

    public void Close(int descriptor) => Xunit.Assert.True(_files.Remove(descriptor));

    private void NoteEnd(Iovec buffer)
    {
        fixed (byte* bytes = buffer.Span)
        {
            PageOffsetsOfEnds.Add((int)((nuint)(bytes + buffer.Length) % 4096));
        }
    }

    private int Count(Request request, int length, bool more)
    {
        (request.Used, request.More) = ((request.Used ?? 0) + length, more);
        if (length > 0)
        {
            Pieces.Add(length);
        }

        return length;
    }

    private bool IsBusy(Cipher cipher) => _files.Values.OfType<Request>().Any(request => request.Cipher == cipher);

    private int Open(object file)
    {
        _files.Add(_nextDescriptor, file);
        return _nextDescriptor++;
    }

    private sealed class Cipher
    {
        public FakeDriver? Driver { get; set; }

        public byte[]? Key { get; set; }

        public int TagLength { get; set; }
    }

    private sealed class Request(Cipher cipher)
    {
        private bool _isEncryption;
        private byte[] _iv = new byte[cipher.Driver!.IvLength];
        private int _associatedLength;

        public Cipher Cipher { get; } = cipher;

        public List<Action<List<byte>>> Input { get; } = [];

        /// <summary>Null before anything was sent.</summary>
        public int? Used { get; set; }

        public bool More { get; set; }

        // af_alg_sendmsg: a complete request must be received before another begins.
        public bool TryBegin() => Used is null or 0 || More;

        // af_alg_cmsg_send.
        public bool TakeControl(ReadOnlySpan<byte> control)
        {
            _associatedLength = 0;
            while (control.Length >= 16)
            {
                int length = (int)BinaryPrimitives.ReadInt64LittleEndian(control);
                if (length < 20 || length > control.Length || BinaryPrimitives.ReadInt32LittleEndian(control[8..]) != 279)
                {
                    return false;
                }

                int number = BinaryPrimitives.ReadInt32LittleEndian(control[16..]);
                switch (BinaryPrimitives.ReadInt32LittleEndian(control[12..]))
                {
                    case 2 when number == _iv.Length && length == 20 + number:
                        _iv = control.Slice(20, number).ToArray();
                        break;
                    case 3 when number is 0 or 1:
                        _isEncryption = number == 1;
                        break;
                    case 4:
                        _associatedLength = number;
                        break;
                    default:
                        return false;
                }

                control = control[Math.Min(control.Length, (length + 7) & ~7)..];
            }

            return control.IsEmpty;
        }

        public bool TryRun(out byte[]? output)
        {
            List<byte> input = [];
            Input.ForEach(piece => piece(input));
            Input.Clear();
            Used = null;
            output = null;
            bool isAead = Cipher.Driver!.Mode == CipherMode.Gcm;
            if (isAead
                ? input.Count < _associatedLength + (_isEncryption ? 0 : Cipher.TagLength) || (Cipher.Driver.IsRfc4106 && _associatedLength is not (16 or 20))
                : Cipher.Driver.Mode is CipherMode.Ecb or CipherMode.Cbc && input.Count % 16 != 0)
            {
                return false;
            }

            output = FakeKernelCipher.Transform(Cipher.Driver, Cipher.Key!, Cipher.TagLength, _isEncryption, _iv, _associatedLength, [.. input]);
            return true;
        }
    }
}
