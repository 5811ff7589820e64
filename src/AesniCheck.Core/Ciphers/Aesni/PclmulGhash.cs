using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// GHASH of NIST SP 800-38D section 6.4 in hardware. The sum is reduced once for every eight registers, for which the powers of the
/// hash key are precomputed. Can take another key at any time without allocating; for one thread at a time.
/// </summary>
internal sealed unsafe class PclmulGhash
{
    private const int BlockSize = AesCipher.BlockSize;

    private readonly AesniLoops _loops;
    private readonly AlignedMemory _memory;
    private readonly int _powerCount;

    /// <param name="loops">The loops to use.</param>
    /// <exception cref="PlatformNotSupportedException">The CPU or runtime does not support their width.</exception>
    public PclmulGhash(AesniLoops loops)
    {
        if (!loops.Width.IsSupported)
        {
            throw new PlatformNotSupportedException($"This CPU or runtime does not support carry-less multiplication in {(int)loops.Width} bits.");
        }

        _loops = loops;
        _powerCount = Math.Max(PclmulGhashLoop.GroupVectors * loops.Width.BlockCount, AesniGcmLoop.GroupBlocks);
        _memory = new AlignedMemory((_powerCount + 1) * BlockSize);
    }

    /// <summary>The powers of the hash key, the highest first, H itself last: 16 bytes each, with reversed bytes and divided by x.</summary>
    public Span<byte> Powers => _memory.Span[..(_powerCount * BlockSize)];

    /// <summary>The first byte after <see cref="Powers"/>: n blocks are multiplied by the n powers before it.</summary>
    public byte* PowersEnd => _memory.Pointer + (_powerCount * BlockSize);

    /// <summary>The sum so far, with its bytes reversed.</summary>
    public ref Vector128<ulong> Sum => ref *(Vector128<ulong>*)PowersEnd;

    /// <summary>Sets the hash key and starts a new hash.</summary>
    /// <param name="hashKey">16 bytes: H of SP 800-38D, the encrypted zero block.</param>
    public void SetKey(ReadOnlySpan<byte> hashKey)
    {
        var end = (Vector128<ulong>*)PowersEnd;
        end[-1] = PclmulField.Prepare(PclmulField.Reverse(Vector128.Create(hashKey)).AsUInt64());
        for (int power = 2; power <= _powerCount; power++)
        {
            // The product of the two powers nearest to the middle, not of the previous power and H, so that the products don't wait for each other.
            int half = power / 2;
            end[-power] = PclmulField.Multiply<PclmulVector128, Vector128<ulong>>(end[-half], end[half - power]);
        }

        Reset();
    }

    /// <summary>Starts a new hash with the same key.</summary>
    public void Reset() => Sum = Vector128<ulong>.Zero;

    /// <summary>Hashes data.</summary>
    /// <param name="data">The data, of any length; the last block is padded with zeros.</param>
    public void Update(ReadOnlySpan<byte> data)
    {
        fixed (byte* bytes = data)
        {
            int rest = data.Length % BlockSize;
            Update(bytes, (data.Length - rest) / BlockSize);
            if (rest != 0)
            {
                Vector128<byte> padded = Vector128<byte>.Zero;
                data[^rest..].CopyTo(new Span<byte>(&padded, BlockSize));
                Update((byte*)&padded, 1);
            }
        }
    }

    /// <summary>Hashes whole blocks.</summary>
    public void Update(byte* blocks, nint blockCount)
    {
        Sum = _loops.Hash(Sum, PowersEnd, blocks, blockCount);

        // The garbage collector does not see the pointers into pinned memory.
        GC.KeepAlive(this);
    }

    /// <summary>Hashes the last block of a message: two lengths, given in bytes, are stored in bits, big-endian.</summary>
    public void UpdateLengths(ulong first, ulong second)
    {
        // In reversed byte order the second length is the low half.
        Vector128<ulong> block = PclmulField.Reverse(Vector128.Create(8 * second, 8 * first).AsByte()).AsUInt64();
        Update((byte*)&block, 1);
    }

    /// <summary>Writes the hash of everything since the start.</summary>
    /// <param name="hash">16 bytes.</param>
    public void CopyTo(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, Sum.GetElement(1));
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], Sum.GetElement(0));
    }
}
