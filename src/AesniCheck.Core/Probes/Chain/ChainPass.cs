using AesniCheck.Units;

namespace AesniCheck.Probes.Chain;

/// <summary>
/// The device under test of the chain probe: chains of AES rounds that stay in registers from start to end. Tests put a broken
/// one in its place. For one thread at a time.
/// </summary>
internal abstract unsafe class ChainPass
{
    /// <summary>Runs all chains of a unit.</summary>
    /// <param name="step">What each step does.</param>
    /// <param name="keys">Round key 0, then round key 1.</param>
    /// <param name="starts">Where the chains start, 16 bytes each.</param>
    /// <param name="ends">Receives where they end.</param>
    /// <param name="steps">The number of steps.</param>
    public abstract void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps);

    /// <summary>Has the hot loops compiled, without running them.</summary>
    public void Prepare()
    {
        byte* memory = stackalloc byte[(2 * ChainUnit.ChainCount * 16) + 32];
        foreach (ChainStep step in ChainSteps.All)
        {
            Run(step, memory, memory + 32, memory + 32 + (ChainUnit.ChainCount * 16), steps: 0);
        }
    }
}
