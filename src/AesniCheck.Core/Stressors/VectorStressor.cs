using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Stressors;

/// <summary>
/// Bursts of the widest multiplications that the CPU supports, then narrower ones, with VZEROUPPER in between; with the idle time
/// between bursts, power and frequency change all the time. Imitates the conditions of a core that is wrong only at some voltage and
/// frequency ("Cores that don't count", HotOS 2021), and the transitions at which Zenbleed (CVE-2023-20593) leaked the upper halves
/// of registers to others.
/// </summary>
internal sealed unsafe class VectorStressor : Stressor
{
    private const int WideSteps = 3072;
    private const int MiddleSteps = 2048;
    private const int NarrowSteps = 1024;
    private const int MaximumLanes = 8;

    private readonly AlignedMemory _memory = new(VectorBurst.Registers * MaximumLanes * sizeof(double));

    /// <summary>Initializes the values: between 0 and 1, all different.</summary>
    public VectorStressor()
    {
        for (int i = 0; i < Values.Length; i++)
        {
            Values[i] = (i + 1.0) / (Values.Length + 1);
        }
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "vector",
        Purpose = "bursts of AVX-512 or AVX multiplications, then narrower ones",
        Imitates = "cores that fail at some power and frequency only; Zenbleed's VZEROUPPER",
        Event = "vector burst",
        Pace = StressorPace.InTurn,
        WhyNot = () => Avx.IsSupported ? null : "this CPU or runtime has no AVX, so there is only one width",
        Engines = () => [new EngineOffer("ymm", ["avx"], Avx.IsSupported), new EngineOffer("zmm", ["avx512f"], Avx512F.IsSupported)],
        Begin = _ => _ => new VectorStressor(),
    };

    /// <summary>The values of all registers.</summary>
    internal Span<double> Values => new(_memory.Pointer, _memory.Length / sizeof(double));

    /// <inheritdoc/>
    public override long Step()
    {
        long bursts = 2;
        double* values = (double*)_memory.Pointer;
        if (Avx512F.IsSupported)
        {
            VectorBurst.Run<WideBurst, Vector512<double>>(values, WideSteps);
            bursts++;
        }

        VectorBurst.Run<MiddleBurst, Vector256<double>>(values, MiddleSteps);
        VectorBurst.Run<NarrowBurst, Vector128<double>>(values, NarrowSteps);
        return bursts;
    }
}
