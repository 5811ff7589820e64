using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work for the register probe: constants, the starts of as many values as the machine has registers for, and
/// their ends after 10,240 steps, which scalar code makes, lane by lane.
/// <para>
/// All of it follows from a 64-bit seed and the kind of registers, by <see cref="SplitMix64"/> with that seed, whose outputs
/// are written little-endian: first the constants, then the starts. No byte of the first constant is even, so that adding it
/// always changes something.
/// </para>
/// Read by many threads at a time; <see cref="Make"/> needs it alone, and does not allocate.
/// </summary>
internal sealed unsafe class RegisterUnit : Unit
{
    /// <summary>The steps of a pass.</summary>
    public const int StepCount = 10_240;

    // Making a unit takes up to three times as long as one use; meanwhile a worker sees no fault in its registers.
    private const int UsesPerUnit = 3000;

    private const int MaximumBytes = 64 * (1 + 31 + 31);
    private const ulong LowBits = 0x0101_0101_0101_0101;

    private readonly AlignedMemory _memory = new(MaximumBytes);

    /// <summary>The registers that it is for.</summary>
    public RegisterKind Kind { get; private set; }

    /// <summary>The constants, one register after the other. For opmasks: the increment, then the threshold.</summary>
    public ulong* Constants => (ulong*)_memory.Pointer;

    /// <summary>The values at the start, one register after the other. For opmasks: the sources, then the sums, of which number n belongs to source n modulo 7, then the spare values.</summary>
    public ulong* Starts => Constants + (Kind.ConstantCount * Kind.LaneCount);

    /// <summary>The values as they must be at the end, in the same order.</summary>
    public ulong* Ends => Starts + (Kind.ValueCount * Kind.LaneCount);

    /// <summary>The constants.</summary>
    public ReadOnlySpan<byte> ConstantSpan => new(Constants, Kind.ConstantCount * Kind.ByteCount);

    /// <summary>The values at the start.</summary>
    public ReadOnlySpan<byte> StartSpan => new(Starts, Kind.ValueCount * Kind.ByteCount);

    /// <summary>The values at the end.</summary>
    public ReadOnlySpan<byte> EndSpan => new(Ends, Kind.ValueCount * Kind.ByteCount);

    /// <summary>A pool of them.</summary>
    /// <param name="runSeed">The seed of the run.</param>
    /// <param name="kind">The registers.</param>
    /// <param name="workerCount">The number of workers.</param>
    /// <param name="usesPerUnit">The uses after which a unit may be replaced.</param>
    public static UnitPool<RegisterUnit> Pool(ulong runSeed, RegisterKind kind, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new RegisterUnit(), (unit, seed, _) => unit.Make(seed, kind));

    /// <summary>Makes constants, starts and ends anew, in general-purpose registers only.</summary>
    /// <param name="seed">The unit's seed.</param>
    /// <param name="kind">The registers that it is for.</param>
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

    /// <summary>Takes values through steps, in general-purpose registers only.</summary>
    /// <param name="kind">The registers that they are for.</param>
    /// <param name="constants">As <see cref="Constants"/>.</param>
    /// <param name="starts">As <see cref="Starts"/>.</param>
    /// <param name="ends">As <see cref="Ends"/>: receives the values; memory apart from <paramref name="starts"/>.</param>
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

    // Four at a time, as each lane for itself would wait for its own last step.
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

    // What a source's mask adds to one sum it adds to all that belong to it, so it is found once.
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
