using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>A value that a vector register holds while a worker runs a unit.</summary>
/// <param name="Part">The chain, or the block; <see cref="RoundKey"/> for a round key.</param>
/// <param name="Round">The round after which it is the state; the number of the round key.</param>
/// <param name="Direction">The direction of a block; null for chains.</param>
internal readonly record struct UnitState(int Part, int Round, CipherDirection? Direction)
{
    /// <summary>The <see cref="Part"/> of a round key.</summary>
    public const int RoundKey = -1;

    /// <summary>Describes the value.</summary>
    /// <param name="unit">Words for the unit.</param>
    public string Describe(string unit)
    {
        string direction = Direction switch { CipherDirection.Encrypt => " of encryption", CipherDirection.Decrypt => " of decryption", _ => "" };
        return Part == RoundKey
            ? string.Create(CultureInfo.InvariantCulture, $"round key {Round}{direction} of {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"the state of {(Direction is null ? "chain" : "block")} {Part} of {unit} after round {Round:N0}{direction}");
    }
}

/// <summary>
/// Searches all values that vector registers hold while a worker runs a unit. Uses general-purpose registers only; a unit of chains
/// takes some milliseconds, one of blocks a millisecond.
/// </summary>
internal static unsafe class UnitStates
{
    /// <summary>Searches the round keys and the states of all chains.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="sought">The values to find.</param>
    /// <param name="met">Receives each value found, with its tag.</param>
    public static void Search(ChainUnit unit, StateTable sought, Action<int, UnitState> met)
    {
        ChainStep step = unit.Step;
        AesState key0 = ChainUnit.StateAt(unit.Keys, 0);
        AesState key1 = ChainUnit.StateAt(unit.Keys, 1);
        Look(key0, UnitState.RoundKey, 0);
        Look(key1, UnitState.RoundKey, 1);
        for (int chain = 0; chain < ChainUnit.ChainCount; chain++)
        {
            AesState state = ChainUnit.StateAt(unit.Starts, chain);
            Look(state, chain, 0);
            for (int round = 0; round < ChainUnit.StepCount * ChainStep.RoundsPerStep; round += ChainStep.RoundsPerStep)
            {
                state = step.First(state, key0);
                Look(state, chain, round + 1);
                state = step.Second(state, key1);
                Look(state, chain, round + 2);
            }
        }

        void Look(AesState state, int part, int round)
        {
            if (sought.TryFind(state, out int tag))
            {
                met(tag, new UnitState(part, round, Direction: null));
            }
        }
    }

    /// <summary>Searches the round keys and the states of all blocks, in both directions.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="schedule">Its expanded key.</param>
    /// <param name="sought">The values to find.</param>
    /// <param name="met">Receives each value found, with its tag.</param>
    public static void Search(BlockUnit unit, SoftwareKeySchedule schedule, StateTable sought, Action<int, UnitState> met)
    {
        foreach (CipherDirection direction in (ReadOnlySpan<CipherDirection>)[CipherDirection.Encrypt, CipherDirection.Decrypt])
        {
            bool encrypt = direction == CipherDirection.Encrypt;
            for (int round = 0; round <= schedule.KeySize.RoundCount; round++)
            {
                Look(CipherTrace.RoundKey(schedule, encrypt, round), UnitState.RoundKey, round, direction);
            }

            for (int block = 0; block < BlockUnit.BlockCount; block++)
            {
                ReadOnlySpan<byte> input = (encrypt ? unit.PlaintextSpan : unit.CiphertextSpan).Slice(block * AesCipher.BlockSize, AesCipher.BlockSize);
                AesState[] states = CipherTrace.Forward(input, schedule, encrypt);
                for (int round = 0; round < states.Length; round++)
                {
                    Look(states[round], block, round, direction);
                }
            }
        }

        void Look(AesState state, int part, int round, CipherDirection direction)
        {
            if (sought.TryFind(state, out int tag))
            {
                met(tag, new UnitState(part, round, direction));
            }
        }
    }
}
