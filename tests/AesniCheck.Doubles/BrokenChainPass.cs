using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Units;

namespace AesniCheck.Doubles;

/// <summary>When a fault that strikes once does so, among all threads of a process.</summary>
/// <param name="after">The number of the time at which it is due.</param>
internal sealed class Once(int after)
{
    private int _times;

    public bool IsDue() => Interlocked.Increment(ref _times) == after;
}

/// <summary>The real chains, with bit 3 of byte 10 of chain 6 flipped after round 12,345, once, if the steps are AESENC.</summary>
internal sealed unsafe class BrokenChainPass(Once once) : ChainPass
{
    private const int Chain = 6;
    private const int Round = 12_345;

    private readonly AesniChainPass _real = new();

    public override void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps)
    {
        _real.Run(step, keys, starts, ends, steps);
        if (step == ChainStep.Encrypt && steps > 0 && once.IsDue())
        {
            AesState key0 = ChainUnit.StateAt(keys, 0);
            AesState key1 = ChainUnit.StateAt(keys, 1);
            AesState state = ChainUnit.StateAt(starts, Chain);
            for (int round = 0; round < 2 * steps; round++)
            {
                if (round == Round)
                {
                    state ^= new AesState(0, 0, 0x08 << 16, 0);
                }

                state = round % 2 == 0 ? step.First(state, key0) : step.Second(state, key1);
            }

            state.CopyTo(new Span<byte>(ends + (AesCipher.BlockSize * Chain), AesCipher.BlockSize));
        }
    }
}
