using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Modes;

/// <summary>
/// GHASH of NIST SP 800-38D section 6.4 in hardware. The sum is reduced once in eight registers, with as many powers of the
/// hash key at hand. Can take another key at any time without allocating; for one thread at a time.
/// </summary>
internal sealed unsafe class PclmulGhash
{
    /// <summary>The registers of data between two reductions.</summary>
    public const int GroupVectors = 8;

    private const int BlockSize = AesCipher.BlockSize;

    private readonly AlignedMemory _memory;
    private readonly int _powerCount;

    /// <param name="width">The width to multiply at.</param>
    /// <exception cref="PlatformNotSupportedException">The CPU or runtime does not have it.</exception>
    public PclmulGhash(PclmulWidth width)
    {
        if (!width.IsSupported)
        {
            throw new PlatformNotSupportedException($"This CPU or runtime has no carry-less multiplication of {(int)width} bits.");
        }

        Width = width;
        _powerCount = Math.Max(GroupVectors * width.BlockCount, AesniGcmLoop.GroupBlocks);
        _memory = new AlignedMemory((_powerCount + 1) * BlockSize);
    }

    /// <summary>The width that it multiplies at.</summary>
    public PclmulWidth Width { get; }

    /// <summary>The powers of the hash key, the highest first, H itself last: 16 bytes each, in reverse and divided by x.</summary>
    public Span<byte> Powers => _memory.Span[..(_powerCount * BlockSize)];

    /// <summary>The first byte behind <see cref="Powers"/>: n blocks are multiplied by the n powers before it.</summary>
    public byte* PowersEnd => _memory.Pointer + (_powerCount * BlockSize);

    /// <summary>The sum so far, bytes reversed.</summary>
    public ref Vector128<ulong> Sum => ref *(Vector128<ulong>*)PowersEnd;

    /// <summary>Takes a hash key and starts anew.</summary>
    /// <param name="hashKey">16 bytes: H of SP 800-38D, the encrypted zero block.</param>
    public void SetKey(ReadOnlySpan<byte> hashKey)
    {
        var end = (Vector128<ulong>*)PowersEnd;
        end[-1] = PclmulField.Prepare(PclmulField.Reverse(Vector128.Create(hashKey)).AsUInt64());
        for (int power = 2; power <= _powerCount; power++)
        {
            // Of the two powers nearest to the middle, not of the last and H: so the products don't wait for each other.
            int half = power / 2;
            end[-power] = PclmulField.Multiply<PclmulVector128, Vector128<ulong>>(end[-half], end[half - power]);
        }

        Reset();
    }

    /// <summary>Starts anew with the same key.</summary>
    public void Reset() => Sum = Vector128<ulong>.Zero;

    /// <summary>Hashes data.</summary>
    /// <param name="data">Any length: the last block is padded with zeros.</param>
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
        Sum = Width switch
        {
            PclmulWidth.V512 => Hash<PclmulVector512, Vector512<ulong>>(Sum, PowersEnd, blocks, blockCount),
            PclmulWidth.V256 => Hash<PclmulVector256, Vector256<ulong>>(Sum, PowersEnd, blocks, blockCount),
            _ => Hash<PclmulVector128, Vector128<ulong>>(Sum, PowersEnd, blocks, blockCount),
        };

        // The pointers into pinned memory are no references that the collector sees.
        GC.KeepAlive(this);
    }

    /// <summary>Hashes the last block of a message, two lengths in bytes: they are written in bits, big-endian.</summary>
    public void UpdateLengths(ulong first, ulong second)
    {
        // The bytes in reverse: the second length is the low half.
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<ulong> Hash<TOperations, TVector>(Vector128<ulong> sum, byte* powersEnd, byte* blocks, nint blockCount)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        PclmulProduct<TOperations, TVector> product = default;
        nint size = BlockSize * TOperations.BlockCount;
        byte* powers = powersEnd - (GroupVectors * size);

        for (; blockCount >= GroupVectors * TOperations.BlockCount; blockCount -= GroupVectors * TOperations.BlockCount)
        {
            product.Start(TOperations.Xor(TOperations.LoadReversed(blocks), TOperations.FromFirst(sum)), TOperations.Load(powers));
            product.Add(TOperations.LoadReversed(blocks + size), TOperations.Load(powers + size));
            product.Add(TOperations.LoadReversed(blocks + (2 * size)), TOperations.Load(powers + (2 * size)));
            product.Add(TOperations.LoadReversed(blocks + (3 * size)), TOperations.Load(powers + (3 * size)));
            product.Add(TOperations.LoadReversed(blocks + (4 * size)), TOperations.Load(powers + (4 * size)));
            product.Add(TOperations.LoadReversed(blocks + (5 * size)), TOperations.Load(powers + (5 * size)));
            product.Add(TOperations.LoadReversed(blocks + (6 * size)), TOperations.Load(powers + (6 * size)));
            product.Add(TOperations.LoadReversed(blocks + (7 * size)), TOperations.Load(powers + (7 * size)));
            sum = TOperations.Fold(product.Reduce());
            blocks += GroupVectors * size;
        }

        // What is left is fewer registers than powers are at hand, and then fewer blocks than a register has.
        if (blockCount >= TOperations.BlockCount)
        {
            powers = powersEnd - (BlockSize * (blockCount - (blockCount % TOperations.BlockCount)));
            product.Start(TOperations.Xor(TOperations.LoadReversed(blocks), TOperations.FromFirst(sum)), TOperations.Load(powers));
            for (powers += size; powers != powersEnd; powers += size)
            {
                blocks += size;
                product.Add(TOperations.LoadReversed(blocks), TOperations.Load(powers));
            }

            sum = TOperations.Fold(product.Reduce());
            blocks += size;
            blockCount %= TOperations.BlockCount;
        }

        for (; blockCount > 0; blockCount--)
        {
            sum = PclmulField.Multiply<PclmulVector128, Vector128<ulong>>(
                sum ^ PclmulVector128.LoadReversed(blocks), PclmulVector128.Load(powersEnd - BlockSize));
            blocks += BlockSize;
        }

        return sum;
    }
}
