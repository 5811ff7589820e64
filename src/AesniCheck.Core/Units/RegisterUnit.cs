using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work for the register probe: constants, initial values for all registers of the kind, and
/// their final values after 10,240 steps, which scalar code computes lane by lane.
/// <para>
/// Everything follows from a 64-bit seed and the kind of registers: it is the output of <see cref="SplitMix64"/> with that seed,
/// written little-endian, first the constants, then the initial values. Every byte of the first constant is odd, so that adding it
/// always changes the value.
/// </para>
/// Many threads may read a unit at the same time; <see cref="Make"/> needs exclusive access, and does not allocate.
/// </summary>
internal sealed unsafe class RegisterUnit : Unit
{
    /// <summary>The number of steps in a pass.</summary>
    public const int StepCount = 10_240;

    // Making a unit takes up to three times as long as one use; meanwhile the worker can't detect a fault in its registers.
    private const int UsesPerUnit = 3000;

    private const int MaximumBytes = 64 * (1 + 31 + 31);
    private const ulong LowBits = 0x0101_0101_0101_0101;

    private readonly AlignedMemory _memory = new(MaximumBytes);

    /// <summary>The kind of registers.</summary>
    public RegisterKind Kind { get; private set; }

    /// <summary>The constants, register by register. For opmasks: the increment, then the threshold.</summary>
    public ulong* Constants => (ulong*)_memory.Pointer;

    /// <summary>The initial values, register by register. For opmasks: the sources, then the sums (sum n belongs to source n modulo 7), then the spare values.</summary>
    public ulong* Starts => Constants + (Kind.ConstantCount * Kind.LaneCount);

    /// <summary>The expected final values, in the same order.</summary>
    public ulong* Ends => Starts + (Kind.ValueCount * Kind.LaneCount);

    /// <summary>The constants.</summary>
    public ReadOnlySpan<byte> ConstantSpan => new(Constants, Kind.ConstantCount * Kind.ByteCount);

    /// <summary>The initial values.</summary>
    public ReadOnlySpan<byte> InitialSpan => new(Starts, Kind.ValueCount * Kind.ByteCount);

    /// <summary>The expected final values.</summary>
    public ReadOnlySpan<byte> ExpectedSpan => new(Ends, Kind.ValueCount * Kind.ByteCount);

    /// <summary>Creates a pool of register units.</summary>
    /// <param name="runSeed">The seed of the run.</param>
    /// <param name="kind">The kind of registers.</param>
    /// <param name="workerCount">The number of workers.</param>
    /// <param name="usesPerUnit">The uses after which a unit may be replaced.</param>
    public static UnitPool<RegisterUnit> Pool(ulong runSeed, RegisterKind kind, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new RegisterUnit(), (unit, seed, _) => unit.Make(seed, kind));

    /// <summary>Fills the unit with new constants, initial and final values, using general-purpose registers only.</summary>
    /// <param name="seed">The unit's seed.</param>
    /// <param name="kind">The kind of registers.</param>
    public void Make(ulong seed, RegisterKind kind)
    {
        Seed = seed;
        Kind = kind;
        int lanes = kind.LaneCount;
        new SplitMix64(seed).Fill(_memory.Span[..((kind.ConstantCount + kind.ValueCount) * kind.ByteCount)]);
        for (int lane = 0; lane < lanes; lane++)
        {
            Constants[lane] |= LowBits;
        }

        Advance(kind, Constants, Starts, Ends, StepCount);
    }

    /// <summary>Advances values by a number of steps, using general-purpose registers only.</summary>
    /// <param name="kind">The kind of registers.</param>
    /// <param name="constants">Laid out like <see cref="Constants"/>.</param>
    /// <param name="starts">Laid out like <see cref="Starts"/>.</param>
    /// <param name="ends">Receives the values, laid out like <see cref="Ends"/>; must not overlap <paramref name="starts"/>.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Advance(RegisterKind kind, ulong* constants, ulong* starts, ulong* ends, int steps)
    {
        int lanes = kind.LaneCount;
        int sources = lanes * (kind == RegisterKind.Opmask ? RegisterKinds.OpmaskCount : kind.ValueCount);
        for (int i = 0; i < sources; i += 4)
        {
            AdvanceFourLanes(kind, constants + (i % lanes), starts + i, ends + i, steps);
        }

        if (kind == RegisterKind.Opmask)
        {
            int spare = RegisterKinds.FirstSpare * lanes;
            for (int i = spare; i < spare + (RegisterKinds.SpareCount * lanes); i += 4)
            {
                AdvanceFourLanes(kind, constants + (i % lanes), starts + i, ends + i, steps);
            }

            for (int i = 0; i < sources; i++)
            {
                AdvanceSums(starts[i], constants[i % lanes], constants[lanes + (i % lanes)], starts + i, ends + i, steps);
            }
        }
    }

    // Four lanes at a time: a single lane would wait for the latency of its previous step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AdvanceFourLanes(RegisterKind kind, ulong* constants, ulong* starts, ulong* ends, int steps)
    {
        (ulong a, ulong b, ulong c, ulong d) = (starts[0], starts[1], starts[2], starts[3]);
        (ulong constantA, ulong constantB, ulong constantC, ulong constantD) = (constants[0], constants[1], constants[2], constants[3]);
        for (int step = 0; step < steps; step++)
        {
            a = RegisterStep.Apply(kind, a, constantA);
            b = RegisterStep.Apply(kind, b, constantB);
            c = RegisterStep.Apply(kind, c, constantC);
            d = RegisterStep.Apply(kind, d, constantD);
        }

        ends[0] = a;
        ends[1] = b;
        ends[2] = c;
        ends[3] = d;
    }

    // A source's mask adds the same amount to all of its sums, so the amount is computed once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AdvanceSums(ulong source, ulong increment, ulong threshold, ulong* starts, ulong* ends, int steps)
    {
        ulong added = 0;
        for (int step = 0; step < steps; step++)
        {
            added = RegisterStep.ApplySum(added, source, increment, threshold);
            source = RegisterStep.Apply(RegisterKind.Opmask, source, increment);
        }

        for (int sum = 1; sum <= RegisterKinds.SumsPerOpmask; sum++)
        {
            int offset = sum * RegisterKinds.OpmaskCount * RegisterKind.Opmask.LaneCount;
            ends[offset] = RegisterStep.AddBytes(starts[offset], added);
        }
    }
}
