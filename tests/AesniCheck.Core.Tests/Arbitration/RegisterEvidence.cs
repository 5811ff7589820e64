using System.Runtime.InteropServices;
using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Changes values in their registers.</summary>
internal delegate void ValuesChange(Span<ulong> values);

/// <summary>Miscompares of the register probe made by hand of a real unit.</summary>
internal static unsafe class RegisterEvidence
{
    public const ulong Seed = 0x5e91;

    public static RegisterUnit Unit(RegisterKind kind)
    {
        var unit = new RegisterUnit();
        unit.Make(Seed, kind);
        return unit;
    }

    /// <summary>One register's lanes.</summary>
    public static Span<ulong> Value(RegisterKind kind, Span<ulong> values, int value) => values.Slice(value * kind.LaneCount, kind.LaneCount);

    /// <summary>All values after a step.</summary>
    public static ulong[] At(RegisterUnit unit, int step) => Go(unit, new ReadOnlySpan<ulong>(unit.Starts, Lanes(unit)), step, Constants(unit));

    /// <summary>The ends if values, or constants, change in their registers after a step.</summary>
    public static byte[] Changed(RegisterUnit unit, int step, ValuesChange values, ValuesChange? constants = null)
    {
        ulong[] midway = At(unit, step);
        values(midway);
        ulong[] changed = Constants(unit);
        constants?.Invoke(changed);
        return Bytes(Go(unit, midway, RegisterUnit.StepCount - step, changed));
    }

    /// <summary>The evidence that the probe would copy from that unit in memory, with these actual ends.</summary>
    public static RegisterMiscompare Of(RegisterUnit unit, byte[] actual, RegisterEvent registerEvent = RegisterEvent.None) => new()
    {
        Id = "1.7",
        Time = Samples.Time,
        Probe = RegisterProbe.ProbeName,
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 2,
        CpuAfter = 2,
        UnitSeed = unit.Seed,
        Registers = unit.Kind,
        Event = registerEvent,
        StepCount = RegisterUnit.StepCount,
        WrongValues =
        [
            .. Enumerable.Range(0, unit.Kind.ValueCount)
                .Where(value => !actual.AsSpan(value * unit.Kind.ByteCount, unit.Kind.ByteCount).SequenceEqual(unit.ExpectedSpan.Slice(value * unit.Kind.ByteCount, unit.Kind.ByteCount))),
        ],
        Constants = unit.ConstantSpan.ToArray(),
        Starts = unit.InitialSpan.ToArray(),
        Expected = unit.ExpectedSpan.ToArray(),
        Actual = actual,
    };

    private static int Lanes(RegisterUnit unit) => unit.Kind.ValueCount * unit.Kind.LaneCount;

    private static ulong[] Constants(RegisterUnit unit) => new ReadOnlySpan<ulong>(unit.Constants, unit.Kind.ConstantCount * unit.Kind.LaneCount).ToArray();

    private static ulong[] Go(RegisterUnit unit, ReadOnlySpan<ulong> from, int steps, ulong[] constants)
    {
        ulong[] to = new ulong[from.Length];
        fixed (ulong* starts = from, ends = to, unchanging = constants)
        {
            RegisterUnit.Advance(unit.Kind, unchanging, starts, ends, steps);
        }

        return to;
    }

    private static byte[] Bytes(ulong[] values) => MemoryMarshal.AsBytes<ulong>(values).ToArray();
}
