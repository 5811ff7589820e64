using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Probes;

/// <summary>The real pass, with guards that change in the middle of its first call.</summary>
internal sealed unsafe class GuardChangingPass(int worker, Action<GuardValues> change) : BlockPass
{
    private readonly AesniBlockPass _real = new(worker);
    private bool _done;

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards => _real.Guards;

    public override BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (!_done)
        {
            _done = true;
            change(Guards);
        }

        return _real.Run(encrypt, batch, input, output, expected, start, end, accumulator);
    }
}
