using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;

namespace AesniCheck.Doubles;

/// <summary>The real loops, with a fault injected after them.</summary>
internal sealed unsafe class BrokenBlockPass(Fault fault, int worker) : BlockPass
{
    private readonly AesniBlockPass _real = new(worker);

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards => _real.Guards;

    public override BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator) =>
        fault.Run(_real, encrypt, batch, input, output, expected, start, end, accumulator);
}
