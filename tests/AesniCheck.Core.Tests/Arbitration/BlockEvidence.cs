using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>The rounds of a block, for registers that change in between.</summary>
internal static class BlockEvidence
{
    /// <summary>The states of a block of a unit, after each round.</summary>
    public static AesState[] States(BlockUnit unit, int block, bool encrypt) =>
        CipherTrace.Forward(Evidence.Block(encrypt ? unit.PlaintextSpan : unit.CiphertextSpan, block), Schedule(unit), encrypt);

    public static AesState RoundKey(BlockUnit unit, bool encrypt, int round) => CipherTrace.RoundKey(Schedule(unit), encrypt, round);

    /// <summary>The output if this is the state after a round.</summary>
    public static byte[] Go(BlockUnit unit, bool encrypt, int round, AesState state)
    {
        for (int next = round + 1; next <= unit.KeySize.RoundCount; next++)
        {
            state = Round(unit, encrypt, next, state, RoundKey(unit, encrypt, next));
        }

        return state.ToBytes();
    }

    /// <summary>One round, with a key that may be any.</summary>
    public static AesState Round(BlockUnit unit, bool encrypt, int round, AesState state, AesState key) => (encrypt, round == unit.KeySize.RoundCount) switch
    {
        (true, false) => state.Encrypt(key),
        (true, true) => state.EncryptLast(key),
        (false, false) => state.Decrypt(key),
        (false, true) => state.DecryptLast(key),
    };

    private static SoftwareKeySchedule Schedule(BlockUnit unit)
    {
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(unit.Key);
        return schedule;
    }
}
