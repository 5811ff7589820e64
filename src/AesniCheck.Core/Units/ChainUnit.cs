using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work for the chain probe: two round keys, the initial states of fourteen chains, and their final states after 10,000
/// steps, which the reference computes round by round.
/// <para>
/// Everything follows from a 64-bit seed and the kind of step: it is the output of <see cref="SplitMix64"/> with that seed, written
/// little-endian, first the two keys, then the initial states.
/// </para>
/// Many threads may read a unit at the same time; <see cref="Make"/> needs exclusive access, and does not allocate.
/// </summary>
internal sealed unsafe class ChainUnit : Unit
{
    /// <summary>The number of chains: with two round keys they fill the sixteen registers that AES instructions can encode.</summary>
    public const int ChainCount = 14;

    /// <summary>The number of steps in each chain.</summary>
    public const int StepCount = 10_000;

    /// <summary>The length of all initial states, and of all final states, in bytes.</summary>
    public const int StateBytes = ChainCount * AesCipher.BlockSize;

    // Making a unit takes four times as long as one use; meanwhile the worker can't detect a fault in its registers.
    private const int UsesPerUnit = 5000;

    private const int KeyBytes = 2 * AesCipher.BlockSize;

    private readonly AlignedMemory _memory = new(KeyBytes + (2 * StateBytes));

    /// <summary>The kind of step.</summary>
    public ChainStep Step { get; private set; }

    /// <summary>Round key 0, then round key 1.</summary>
    public byte* Keys => _memory.Pointer;

    /// <summary>The initial states of the chains, 16 bytes each.</summary>
    public byte* Starts => _memory.Pointer + KeyBytes;

    /// <summary>The expected final states of the chains, 16 bytes each.</summary>
    public byte* Ends => Starts + StateBytes;

    /// <summary>The two round keys.</summary>
    public ReadOnlySpan<byte> KeySpan => new(Keys, KeyBytes);

    /// <summary>The initial states.</summary>
    public ReadOnlySpan<byte> InitialSpan => new(Starts, StateBytes);

    /// <summary>The expected final states.</summary>
    public ReadOnlySpan<byte> ExpectedSpan => new(Ends, StateBytes);

    /// <summary>Creates a pool of chain units, which take all kinds of step in turn.</summary>
    public static UnitPool<ChainUnit> Pool(ulong runSeed, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new ChainUnit(), (unit, seed, index) => unit.Make(seed, ChainSteps.All[(int)(index % ChainSteps.All.Count)]));

    /// <summary>Reads state number <paramref name="index"/> of an array of states.</summary>
    public static AesState StateAt(byte* states, int index) =>
        AesState.FromBytes(new ReadOnlySpan<byte>(states + (index * AesCipher.BlockSize), AesCipher.BlockSize));

    /// <summary>Fills the unit with new keys, initial and final states, using general-purpose registers only.</summary>
    public void Make(ulong seed, ChainStep step)
    {
        Seed = seed;
        Step = step;
        new SplitMix64(seed).Fill(_memory.Span[..(KeyBytes + StateBytes)]);

        AesState key0 = StateAt(Keys, 0);
        AesState key1 = StateAt(Keys, 1);
        for (int chain = 0; chain < ChainCount; chain++)
        {
            AesState state = StateAt(Starts, chain);
            for (int i = 0; i < StepCount; i++)
            {
                state = step.Apply(state, key0, key1);
            }

            state.CopyTo(new Span<byte>(Ends + (chain * AesCipher.BlockSize), AesCipher.BlockSize));
        }
    }
}
