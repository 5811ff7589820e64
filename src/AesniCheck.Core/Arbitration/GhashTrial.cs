using System.Buffers.Binary;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Arbitration;

/// <summary>
/// Tries the instructions of GHASH at one width, on the operands of <see cref="PclmulGhash"/> and <see cref="AesniGcmLoop"/> for a message:
/// the same groups of blocks times the same powers of the hash key. For one message at a time.
/// </summary>
internal sealed class GhashTrial
{
    private const int BlockSize = AesCipher.BlockSize;

    // x^7, x^2 and x of the modulus, in the layout of PclmulField.
    private const ulong Modulus = 0xc200_0000_0000_0000;

    private readonly InstructionTrial _trial;
    private readonly PclmulWidth _width;
    private readonly int _lanes;

    // Power n of the hash key, from 1.
    private readonly ulong[][] _powers;
    private ulong[] _sum = [0, 0];

    /// <param name="trial">Tries the instructions.</param>
    /// <param name="width">The width of the multiplications.</param>
    /// <param name="hashKey">16 bytes: H of SP 800-38D.</param>
    public GhashTrial(InstructionTrial trial, PclmulWidth width, ReadOnlySpan<byte> hashKey)
    {
        _trial = trial;
        _width = width;
        _lanes = width.BlockCount;
        _powers = new ulong[Math.Max(PclmulGhashLoop.GroupVectors * _lanes, AesniGcmLoop.GroupBlocks) + 1][];
        ulong[] reversed = Try(GhashInstruction.ReverseBytes, PclmulWidth.V128, Register(hashKey, 1));
        ulong carry = 0 - (reversed[1] >> 63);
        _powers[1] = [(reversed[0] << 1) ^ (carry & 1), (reversed[1] << 1) ^ (reversed[0] >> 63) ^ (carry & Modulus)];
        for (int power = 2; power < _powers.Length; power++)
        {
            int half = power / 2;
            _powers[power] = Multiply(PclmulWidth.V128, [(_powers[half], _powers[power - half])]);
        }
    }

    /// <summary>The hash of all data so far, for tests.</summary>
    public byte[] Hash
    {
        get
        {
            byte[] hash = new byte[BlockSize];
            BinaryPrimitives.WriteUInt64BigEndian(hash, _sum[1]);
            BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8), _sum[0]);
            return hash;
        }
    }

    /// <summary>Starts over with the same key.</summary>
    public void Reset() => _sum = [0, 0];

    /// <summary>Hashes whole groups, like the loop of GCM.</summary>
    public void UpdateGroups(ReadOnlySpan<byte> blocks)
    {
        for (; blocks.Length >= AesniGcmLoop.GroupSize; blocks = blocks[AesniGcmLoop.GroupSize..])
        {
            UpdateAtOnce(blocks[..AesniGcmLoop.GroupSize], _width);
        }
    }

    /// <summary>Hashes data of any length, like the hash alone: groups of registers, the remaining registers, the remaining blocks.</summary>
    public void Update(ReadOnlySpan<byte> data)
    {
        int group = PclmulGhashLoop.GroupVectors * _lanes * BlockSize;
        int whole = data.Length - (data.Length % BlockSize);
        ReadOnlySpan<byte> blocks = data[..whole];
        for (; blocks.Length >= group; blocks = blocks[group..])
        {
            UpdateAtOnce(blocks[..group], _width);
        }

        int registers = blocks.Length - (blocks.Length % (_lanes * BlockSize));
        if (registers > 0)
        {
            UpdateAtOnce(blocks[..registers], _width);
            blocks = blocks[registers..];
        }

        for (; !blocks.IsEmpty; blocks = blocks[BlockSize..])
        {
            UpdateAtOnce(blocks[..BlockSize], PclmulWidth.V128);
        }

        if (whole != data.Length)
        {
            Span<byte> padded = stackalloc byte[BlockSize];
            padded.Clear();
            ScalarBytes.Copy(data[whole..], padded);
            UpdateAtOnce(padded, PclmulWidth.V128);
        }
    }

    /// <summary>Hashes the last block: two lengths, given in bytes.</summary>
    public void UpdateLengths(long first, long second)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        BinaryPrimitives.WriteInt64BigEndian(block, 8 * first);
        BinaryPrimitives.WriteInt64BigEndian(block[8..], 8 * second);
        Update(block);
    }

    /// <summary>Multiplies registers of blocks, the sum so far added to the first, by the powers down to H, with one reduction.</summary>
    private void UpdateAtOnce(ReadOnlySpan<byte> blocks, PclmulWidth width)
    {
        int lanes = width.BlockCount;
        int count = blocks.Length / BlockSize;
        var factors = new List<(ulong[] Blocks, ulong[] Powers)>();
        for (int block = 0; block < count; block += lanes)
        {
            ulong[] data = Try(GhashInstruction.ReverseBytes, width, Register(blocks[(block * BlockSize)..], lanes));
            data = block == 0 ? Try(GhashInstruction.Xor, width, data, [.. _sum, .. new ulong[2 * (lanes - 1)]]) : data;
            factors.Add((data, [.. Enumerable.Range(0, lanes).SelectMany(lane => _powers[count - block - lane])]));
        }

        ulong[] product = Multiply(width, factors);
        _sum = [0, 0];
        for (int i = 0; i < product.Length; i++)
        {
            _sum[i % 2] ^= product[i];
        }
    }

    /// <summary>Returns the reduced sum of products, lane by lane; see <see cref="PclmulField"/>.</summary>
    private ulong[] Multiply(PclmulWidth width, IReadOnlyList<(ulong[] Blocks, ulong[] Powers)> factors)
    {
        ulong[]? low = null;
        ulong[] middle = [];
        ulong[] high = [];
        foreach ((ulong[] blocks, ulong[] powers) in factors)
        {
            ulong[] lowLow = Try(GhashInstruction.MultiplyLowLow, width, blocks, powers);
            ulong[] lowHigh = Try(GhashInstruction.MultiplyLowHigh, width, blocks, powers);
            ulong[] highLow = Try(GhashInstruction.MultiplyHighLow, width, blocks, powers);
            ulong[] highHigh = Try(GhashInstruction.MultiplyHighHigh, width, blocks, powers);
            middle = low is null ? Try(GhashInstruction.Xor, width, lowHigh, highLow) : Try(GhashInstruction.XorOfThree, width, middle, lowHigh, highLow);
            high = low is null ? highHigh : Try(GhashInstruction.Xor, width, high, highHigh);
            low = low is null ? lowLow : Try(GhashInstruction.Xor, width, low, lowLow);
        }

        ulong[] modulus = new ulong[2 * width.BlockCount];
        modulus.AsSpan().Fill(Modulus);
        middle = Fold(width, middle, low!, modulus);
        return Fold(width, high, middle, modulus);
    }

    /// <summary>Computes one half of a reduction.</summary>
    private ulong[] Fold(PclmulWidth width, ulong[] upper, ulong[] lower, ulong[] modulus) => Try(
        GhashInstruction.XorOfThree,
        width,
        upper,
        Try(GhashInstruction.SwapHalves, width, lower),
        Try(GhashInstruction.MultiplyLowLow, width, lower, modulus));

    private ulong[] Try(GhashInstruction instruction, PclmulWidth width, params ReadOnlySpan<ulong[]> operands) => _trial.Try(instruction, width, operands);

    private static ulong[] Register(ReadOnlySpan<byte> blocks, int lanes)
    {
        ulong[] register = new ulong[2 * lanes];
        for (int i = 0; i < register.Length; i++)
        {
            register[i] = BinaryPrimitives.ReadUInt64LittleEndian(blocks[(sizeof(ulong) * i)..]);
        }

        return register;
    }
}
