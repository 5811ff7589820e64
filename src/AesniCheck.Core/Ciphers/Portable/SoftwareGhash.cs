using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// GHASH of NIST SP 800-38D section 6.4 in 64-bit general-purpose registers: a table of the multiples of the hash key for each
/// byte value, after Shoup. Takes new keys without allocating; for one thread at a time. Not constant-time: the keys are random and
/// are discarded.
/// </summary>
internal sealed class SoftwareGhash
{
    private const int BlockSize = AesCipher.BlockSize;

    // Entry b is x^8 times the polynomial whose bits 120 to 127 are the byte b: sums of R, shifted by up to seven bits, in the highest 15
    // bits of the high half.
    private static readonly ulong[] Reductions = MakeReductions();

    // Entry b is the hash key times the polynomial whose bits 0 to 7 are the byte b: its high half at 2b, its low half at 2b + 1.
    private readonly ulong[] _multiples = new ulong[2 * 256];

    private ulong _high;
    private ulong _low;

    /// <summary>The table of reductions, for tests.</summary>
    internal static ReadOnlySpan<ulong> ReductionTable => Reductions;

    /// <summary>The table of multiples, which tests damage.</summary>
    internal Span<ulong> Multiples => _multiples;

    /// <summary>Sets the hash key and starts a new hash.</summary>
    /// <param name="hashKey">16 bytes: H, the encrypted zero block.</param>
    public void SetKey(ReadOnlySpan<byte> hashKey)
    {
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(hashKey);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(hashKey[8..]);
        _multiples[0] = 0;
        _multiples[1] = 0;

        // The highest bit of a byte is x^0: entry 0x80 is the hash key itself, entry 0x40 that times x, and so on. All others are sums.
        for (int bit = 0x80; bit != 0; bit >>= 1)
        {
            _multiples[2 * bit] = high;
            _multiples[(2 * bit) + 1] = low;
            for (int step = 2 * bit; step < 256; step += 2 * bit)
            {
                _multiples[2 * (step + bit)] = _multiples[2 * step] ^ high;
                _multiples[(2 * (step + bit)) + 1] = _multiples[(2 * step) + 1] ^ low;
            }

            ulong reduction = (low & 1) * GaloisField128.Reduction;
            low = (low >> 1) | (high << 63);
            high = (high >> 1) ^ reduction;
        }

        Reset();
    }

    /// <summary>Starts a new hash with the same key.</summary>
    public void Reset()
    {
        _high = 0;
        _low = 0;
    }

    /// <summary>Adds data; pads the last block with zeros.</summary>
    public void Update(ReadOnlySpan<byte> data)
    {
        int wholeLength = data.Length - (data.Length % BlockSize);
        UpdateBlocks(data[..wholeLength]);
        if (wholeLength != data.Length)
        {
            UpdatePadded(data[wholeLength..]);
        }
    }

    /// <summary>Adds the last block: two lengths, given in bytes, stored as 64-bit numbers of bits.</summary>
    [SkipLocalsInit]
    public void UpdateLengths(long first, long second)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        BinaryPrimitives.WriteInt64BigEndian(block, 8 * first);
        BinaryPrimitives.WriteInt64BigEndian(block[8..], 8 * second);
        UpdateBlocks(block);
    }

    /// <summary>Writes the hash, 16 bytes.</summary>
    public void CopyTo(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, _high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], _low);
    }

    [SkipLocalsInit]
    private void UpdatePadded(ReadOnlySpan<byte> rest)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        for (int i = 0; i < BlockSize; i++)
        {
            block[i] = i < rest.Length ? rest[i] : (byte)0;
        }

        UpdateBlocks(block);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void UpdateBlocks(ReadOnlySpan<byte> blocks)
    {
        ref ulong multiples = ref MemoryMarshal.GetArrayDataReference(_multiples);
        ref ulong reductions = ref MemoryMarshal.GetArrayDataReference(Reductions);
        ulong high = _high;
        ulong low = _low;
        for (; !blocks.IsEmpty; blocks = blocks[BlockSize..])
        {
            ulong factorHigh = high ^ BinaryPrimitives.ReadUInt64BigEndian(blocks);
            ulong factorLow = low ^ BinaryPrimitives.ReadUInt64BigEndian(blocks[8..]);

            // Horner's rule from the last byte, which holds the highest powers: multiply by x^8, add a multiple of the hash key.
            high = 0;
            low = 0;
            for (int i = 0; i < 8; i++, factorLow >>= 8)
            {
                MultiplyAndAdd(ref high, ref low, (byte)factorLow, ref multiples, ref reductions);
            }

            for (int i = 0; i < 8; i++, factorHigh >>= 8)
            {
                MultiplyAndAdd(ref high, ref low, (byte)factorHigh, ref multiples, ref reductions);
            }
        }

        _high = high;
        _low = low;
    }

    // A byte as index into a table of 256 needs no bounds check.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAndAdd(ref ulong high, ref ulong low, byte coefficients, ref ulong multiples, ref ulong reductions)
    {
        ref ulong multiple = ref Unsafe.Add(ref multiples, 2 * (nint)coefficients);
        ulong reduction = Unsafe.Add(ref reductions, (nint)(byte)low);
        low = ((low >> 8) | (high << 56)) ^ Unsafe.Add(ref multiple, 1);
        high = (high >> 8) ^ reduction ^ multiple;
    }

    private static ulong[] MakeReductions()
    {
        ulong[] reductions = new ulong[256];
        for (int i = 0; i < reductions.Length; i++)
        {
            var element = new GaloisField128(0, (ulong)i);
            for (int power = 0; power < 8; power++)
            {
                element = element.MultiplyByX();
            }

            reductions[i] = element.High;
        }

        return reductions;
    }
}
