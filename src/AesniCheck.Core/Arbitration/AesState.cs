using System.Buffers.Binary;
using System.Numerics;
using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>
/// The state of AES between two rounds, as AESENC and AESDEC have it in a register, and the way from one to the next and back.
/// In general-purpose registers, and slow: forensics only.
/// </summary>
/// <param name="Column0">Column 0, row 0 in the low byte.</param>
/// <param name="Column1">Column 1.</param>
/// <param name="Column2">Column 2.</param>
/// <param name="Column3">Column 3.</param>
internal readonly record struct AesState(uint Column0, uint Column1, uint Column2, uint Column3)
{
    /// <summary>The state that 16 bytes are.</summary>
    public static AesState FromBytes(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(block),
        BinaryPrimitives.ReadUInt32LittleEndian(block[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[12..]));

    /// <summary>The Nr + 1 states from the first ADDROUNDKEY() to the output.</summary>
    public static AesState[] Forward(ReadOnlySpan<byte> input, SoftwareKeySchedule schedule, bool encrypt)
    {
        int rounds = schedule.KeySize.RoundCount;
        ReadOnlySpan<uint> words = encrypt ? schedule.EncryptionWords : schedule.DecryptionWords;
        var states = new AesState[rounds + 1];
        states[0] = FromBytes(input).AddRoundKey(words, 0);
        for (int round = 1; round <= rounds; round++)
        {
            AesState state = states[round - 1];
            state = encrypt ? state.Substitute(AesTables.Sbox).ShiftRows(1) : state.Substitute(AesTables.InverseSbox).ShiftRows(3);
            if (round < rounds)
            {
                state = state.Mix(encrypt ? AesTables.MixColumn : AesTables.InverseMixColumn);
            }

            states[round] = state.AddRoundKey(words, round);
        }

        return states;
    }

    /// <summary>The Nr + 1 states that lead to <paramref name="output"/>, in the same order.</summary>
    public static AesState[] Backward(ReadOnlySpan<byte> output, SoftwareKeySchedule schedule, bool encrypt)
    {
        int rounds = schedule.KeySize.RoundCount;
        ReadOnlySpan<uint> words = encrypt ? schedule.EncryptionWords : schedule.DecryptionWords;
        var states = new AesState[rounds + 1];
        states[rounds] = FromBytes(output);
        for (int round = rounds; round > 0; round--)
        {
            AesState state = states[round].AddRoundKey(words, round);
            if (round < rounds)
            {
                state = state.Mix(encrypt ? AesTables.InverseMixColumn : AesTables.MixColumn);
            }

            states[round - 1] = encrypt ? state.ShiftRows(3).Substitute(AesTables.InverseSbox) : state.ShiftRows(1).Substitute(AesTables.Sbox);
        }

        return states;
    }

    /// <summary>The number of bits that differ.</summary>
    public int DistanceTo(AesState other) =>
        BitOperations.PopCount(Column0 ^ other.Column0)
        + BitOperations.PopCount(Column1 ^ other.Column1)
        + BitOperations.PopCount(Column2 ^ other.Column2)
        + BitOperations.PopCount(Column3 ^ other.Column3);

    /// <summary>The 16 bytes of the XOR of the two.</summary>
    public byte[] Xor(AesState other)
    {
        byte[] bytes = new byte[AesCipher.BlockSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Column0 ^ other.Column0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Column1 ^ other.Column1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Column2 ^ other.Column2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Column3 ^ other.Column3);
        return bytes;
    }

    private AesState AddRoundKey(ReadOnlySpan<uint> words, int round) => new(
        Column0 ^ words[4 * round],
        Column1 ^ words[(4 * round) + 1],
        Column2 ^ words[(4 * round) + 2],
        Column3 ^ words[(4 * round) + 3]);

    private AesState Mix(Func<uint, uint> mixColumn) => new(mixColumn(Column0), mixColumn(Column1), mixColumn(Column2), mixColumn(Column3));

    private AesState Substitute(byte[] sbox)
    {
        return new AesState(Word(Column0), Word(Column1), Word(Column2), Word(Column3));

        uint Word(uint word) =>
            sbox[(byte)word] | (uint)sbox[(byte)(word >> 8)] << 8 | (uint)sbox[(byte)(word >> 16)] << 16 | (uint)sbox[word >> 24] << 24;
    }

    /// <summary>SHIFTROWS() takes row r from r columns further on (1), its inverse from r columns before (3).</summary>
    private AesState ShiftRows(int next)
    {
        uint[] columns = [Column0, Column1, Column2, Column3];
        return new AesState(Shifted(0), Shifted(1), Shifted(2), Shifted(3));

        uint Shifted(int column) =>
            (columns[column] & 0xff)
            | (columns[(column + next) % 4] & 0xff00)
            | (columns[(column + 2) % 4] & 0xff0000)
            | (columns[(column + (3 * next)) % 4] & 0xff000000);
    }
}
