using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work for the chain probe: two round keys, the starts of fourteen chains, and their ends after 10,000
/// steps, which the reference makes, round by round.
/// <para>
/// All of it follows from a 64-bit seed and the kind of step, by <see cref="SplitMix64"/> with that seed, whose outputs are
/// written little-endian: first the two keys, then the starts.
/// </para>
/// Read by many threads at a time; <see cref="Make"/> needs it alone, and does not allocate.
/// </summary>
internal sealed unsafe class ChainUnit : Unit
{
    /// <summary>The chains: with two round keys they fill the sixteen registers that AES instructions can name.</summary>
    public const int ChainCount = 14;

    /// <summary>The steps of each chain.</summary>
    public const int StepCount = 10_000;

    /// <summary>The length of all starts, and of all ends, in bytes.</summary>
    public const int StateBytes = ChainCount * AesCipher.BlockSize;

    // Making a unit takes four times as long as one use; meanwhile a worker sees no fault in its registers.
    private const int UsesPerUnit = 5000;

    private const int KeyBytes = 2 * AesCipher.BlockSize;

    private readonly AlignedMemory _memory = new(KeyBytes + (2 * StateBytes));

    /// <summary>What each step does.</summary>
    public ChainStep Step { get; private set; }

    /// <summary>Round key 0, then round key 1.</summary>
    public byte* Keys => _memory.Pointer;

    /// <summary>The starts of the chains, 16 bytes each.</summary>
    public byte* Starts => _memory.Pointer + KeyBytes;

    /// <summary>The ends of the chains, 16 bytes each, as they must come out.</summary>
    public byte* Ends => Starts + StateBytes;

    /// <summary>The two round keys.</summary>
    public ReadOnlySpan<byte> KeySpan => new(Keys, KeyBytes);

    /// <summary>The starts.</summary>
    public ReadOnlySpan<byte> StartSpan => new(Starts, StateBytes);

    /// <summary>The ends.</summary>
    public ReadOnlySpan<byte> EndSpan => new(Ends, StateBytes);

    /// <summary>A pool of them, with all steps in turn.</summary>
    public static UnitPool<ChainUnit> Pool(ulong runSeed, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new ChainUnit(), (unit, seed, index) => unit.Make(seed, ChainSteps.All[(int)(index % ChainSteps.All.Count)]));

    /// <summary>The state that stands at a pointer.</summary>
    public static AesState StateAt(byte* states, int index) =>
        AesState.FromBytes(new ReadOnlySpan<byte>(states + (index * AesCipher.BlockSize), AesCipher.BlockSize));

    /// <summary>Makes keys, starts and ends anew, in general-purpose registers only.</summary>
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
