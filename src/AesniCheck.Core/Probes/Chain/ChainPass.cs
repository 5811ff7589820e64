using AesniCheck.Units;

namespace AesniCheck.Probes.Chain;

/// <summary>
/// The device under test of the chain probe: chains of AES rounds that stay in registers from start to end. Tests substitute
/// a broken one. Not thread-safe.
/// </summary>
internal abstract unsafe class ChainPass
{
    /// <summary>Runs all chains of a unit.</summary>
    /// <param name="step">The instructions of each step.</param>
    /// <param name="keys">Round key 0, then round key 1.</param>
    /// <param name="starts">The start states of the chains, 16 bytes each.</param>
    /// <param name="ends">Receives the end states.</param>
    /// <param name="steps">The number of steps.</param>
    public abstract void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps);

    /// <summary>Makes the runtime compile the hot loops by running no steps.</summary>
    public void Prepare()
    {
        byte* memory = stackalloc byte[(2 * ChainUnit.ChainCount * 16) + 32];
        foreach (ChainStep step in ChainSteps.All)
        {
            Run(step, memory, memory + 32, memory + 32 + (ChainUnit.ChainCount * 16), steps: 0);
        }
    }
}
