using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Miscompares of the chain probe made by hand of a real unit.</summary>
internal static unsafe class ChainEvidence
{
    public const ulong Seed = 0xc4a1;

    public const int RoundCount = 2 * ChainUnit.StepCount;

    public static ChainUnit Unit(ChainStep step = ChainStep.Encrypt)
    {
        var unit = new ChainUnit();
        unit.Make(Seed, step);
        return unit;
    }

    public static AesState Key(ChainUnit unit, int key) => ChainUnit.StateAt(unit.Keys, key);

    public static AesState Start(ChainUnit unit, int chain) => ChainUnit.StateAt(unit.Starts, chain);

    /// <summary>A state that has one bit set.</summary>
    public static AesState Bit(int byteIndex, int bit)
    {
        byte[] mask = new byte[16];
        mask[byteIndex] = (byte)(1 << bit);
        return AesState.FromBytes(mask);
    }

    /// <summary>The end that follows from a state after round <paramref name="from"/>.</summary>
    public static AesState Go(ChainUnit unit, AesState state, int from, int to = RoundCount) => Go(unit.Step, Key(unit, 0), Key(unit, 1), state, from, to);

    public static AesState Go(ChainStep step, AesState key0, AesState key1, AesState state, int from, int to = RoundCount)
    {
        for (int round = from; round < to; round++)
        {
            state = round % 2 == 0 ? step.First(state, key0) : step.Second(state, key1);
        }

        return state;
    }

    /// <summary>The ends if the state of a chain changes after a round.</summary>
    public static byte[] Changed(ChainUnit unit, int chain, int round, Func<AesState, AesState> change) =>
        With(unit, (chain, Go(unit, change(Go(unit, Start(unit, chain), 0, round)), round)));

    /// <summary>All ends if a round key changes in its register after a round.</summary>
    public static byte[] WithKey(ChainUnit unit, int key, int round, Func<AesState, AesState> change)
    {
        AesState key0 = key == 0 ? change(Key(unit, 0)) : Key(unit, 0);
        AesState key1 = key == 1 ? change(Key(unit, 1)) : Key(unit, 1);
        return With(
            unit,
            [
                .. Enumerable.Range(0, ChainUnit.ChainCount).Select(chain =>
                    (chain, Go(unit.Step, key0, key1, Go(unit, Start(unit, chain), 0, round), round))),
            ]);
    }

    /// <summary>The correct ends except these.</summary>
    public static byte[] With(ChainUnit unit, params ReadOnlySpan<(int Chain, AesState End)> changed)
    {
        byte[] ends = unit.ExpectedSpan.ToArray();
        foreach ((int chain, AesState end) in changed)
        {
            end.CopyTo(ends.AsSpan(16 * chain));
        }

        return ends;
    }

    /// <summary>The evidence that the probe would copy from that unit in memory, with these actual ends.</summary>
    public static ChainMiscompare Of(ChainUnit unit, byte[] actual) => new()
    {
        Id = "1.7",
        Time = Samples.Time,
        Probe = ChainProbe.ProbeName,
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 2,
        CpuAfter = 2,
        UnitSeed = unit.Seed,
        Step = unit.Step,
        StepCount = ChainUnit.StepCount,
        WrongChains =
        [
            .. Enumerable.Range(0, ChainUnit.ChainCount).Where(chain => ChainUnit.StateAt(unit.Ends, chain) != AesState.FromBytes(actual.AsSpan(16 * chain))),
        ],
        RoundKeys = unit.KeySpan.ToArray(),
        Starts = unit.InitialSpan.ToArray(),
        Expected = unit.ExpectedSpan.ToArray(),
        Actual = actual,
    };
}
