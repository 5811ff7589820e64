using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Doubles;

/// <summary>The chain probe without its comparison: the chains run, and whatever their results, the expected ones are reported.</summary>
internal sealed unsafe class BlindChainPass : ChainPass
{
    private readonly AesniChainPass _real = new();

    public override void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps)
    {
        _real.Run(step, keys, starts, ends, steps);
        if (steps == ChainUnit.StepCount)
        {
            // A whole pass: in a unit the correct ends follow the starts.
            new ReadOnlySpan<byte>(starts + ChainUnit.StateBytes, ChainUnit.StateBytes).CopyTo(new Span<byte>(ends, ChainUnit.StateBytes));
        }
    }
}

/// <summary>The register probe without its comparison.</summary>
internal sealed unsafe class BlindRegisterPass : RegisterPass
{
    private readonly AvxRegisterPass _real = new();

    public override IReadOnlyList<RegisterKind> Kinds => _real.Kinds;

    public override void Run(
        RegisterKind kind, RegisterEvent happening, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
    {
        _real.Run(kind, happening, constants, starts, ends, eventCount, stepsPerEvent, pages);
        if (eventCount * stepsPerEvent == RegisterUnit.StepCount)
        {
            // The same here.
            int length = kind.ValueCount * kind.LaneCount;
            new ReadOnlySpan<ulong>(starts + length, length).CopyTo(new Span<ulong>(ends, length));
        }
    }
}

/// <summary>The block probe without its check of the guards: the guards that it checks are in no register.</summary>
internal sealed unsafe class UnguardedBlockPass(int worker) : BlockPass
{
    private readonly AesniBlockPass _real = new(worker);

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards { get; } = new(worker);

    public override BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator) =>
        _real.Run(encrypt, batch, input, output, expected, start, end, accumulator);
}
