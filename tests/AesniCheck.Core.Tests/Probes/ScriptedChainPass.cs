using AesniCheck.Probes.Chain;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>Changes the ends of a pass.</summary>
/// <param name="call">The number of the pass, from 1.</param>
/// <param name="ends">The right ends, to be changed.</param>
internal delegate void EndsChange(int call, Span<byte> ends);

/// <summary>The real chain pass, with scripted errors.</summary>
internal sealed unsafe class ScriptedChainPass(EndsChange change) : ChainPass
{
    private readonly AesniChainPass _real = new();

    /// <summary>The passes so far.</summary>
    public int Calls { get; private set; }

    public override void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps)
    {
        _real.Run(step, keys, starts, ends, steps);
        change(++Calls, new Span<byte>(ends, ChainUnit.StateBytes));
    }
}
