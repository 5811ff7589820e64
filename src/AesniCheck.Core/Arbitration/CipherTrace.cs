using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>
/// Computes the states of a block round by round, as AESENC and AESDEC have them in a register: forward from an input, or
/// backward from an output, since the rounds are bijective. Uses general-purpose registers only.
/// </summary>
internal static class CipherTrace
{
    /// <summary>Returns the Nr + 1 states from the first ADDROUNDKEY() to the output.</summary>
    public static AesState[] Forward(ReadOnlySpan<byte> input, SoftwareKeySchedule schedule, bool encrypt)
    {
        int rounds = schedule.KeySize.RoundCount;
        var states = new AesState[rounds + 1];
        states[0] = AesState.FromBytes(input) ^ RoundKey(schedule, encrypt, 0);
        for (int round = 1; round <= rounds; round++)
        {
            AesState key = RoundKey(schedule, encrypt, round);
            states[round] = (encrypt, round == rounds) switch
            {
                (true, false) => states[round - 1].Encrypt(key),
                (true, true) => states[round - 1].EncryptLast(key),
                (false, false) => states[round - 1].Decrypt(key),
                (false, true) => states[round - 1].DecryptLast(key),
            };
        }

        return states;
    }

    /// <summary>Returns the Nr + 1 states that lead to <paramref name="output"/>, in the same order.</summary>
    public static AesState[] Backward(ReadOnlySpan<byte> output, SoftwareKeySchedule schedule, bool encrypt)
    {
        int rounds = schedule.KeySize.RoundCount;
        var states = new AesState[rounds + 1];
        states[rounds] = AesState.FromBytes(output);
        for (int round = rounds; round > 0; round--)
        {
            states[round - 1] = Undo(states[round], RoundKey(schedule, encrypt, round), encrypt, round == rounds);
        }

        return states;
    }

    /// <summary>Returns the state before a round with this key.</summary>
    public static AesState Undo(AesState state, AesState key, bool encrypt, bool isLast) => (encrypt, isLast) switch
    {
        (true, false) => state.UndoEncrypt(key),
        (true, true) => state.UndoEncryptLast(key),
        (false, false) => state.UndoDecrypt(key),
        (false, true) => state.UndoDecryptLast(key),
    };

    /// <summary>Returns a round key, in the order of the direction.</summary>
    public static AesState RoundKey(SoftwareKeySchedule schedule, bool encrypt, int round)
    {
        ReadOnlySpan<uint> words = (encrypt ? schedule.EncryptionWords : schedule.DecryptionWords)[(4 * round)..];
        return new AesState(words[0], words[1], words[2], words[3]);
    }
}
