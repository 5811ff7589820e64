using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// The Monte Carlo test over both modes, both directions and all key sizes, compared between engines: no expected answers are needed
/// if independent implementations agree on a hundred thousand chained operations.
/// </summary>
public static class MonteCarloSuite
{
    private const ulong Seed = 0x4d43_5420_2020_2020;

    /// <summary>Runs the suite.</summary>
    /// <param name="engines">At least two engines, all supported. The others are compared with the first.</param>
    public static ImmutableArray<MonteCarloComparison> Run(IReadOnlyList<AesEngine> engines) =>
    [
        .. from mode in MonteCarlo.Modes
           from keySize in AesKeySizes.All
           from direction in Enum.GetValues<CipherDirection>()
           select Compare(MonteCarloStart.FromSeed(Seed, mode, direction, keySize), keySize, engines),
    ];

    private static MonteCarloComparison Compare(MonteCarloStart start, AesKeySize keySize, IReadOnlyList<AesEngine> engines)
    {
        MonteCarloResult first = MonteCarlo.Run(engines[0], start);
        return new MonteCarloComparison(
            start.Mode,
            start.Direction,
            keySize,
            first.Engine,
            engines.Skip(1).ToImmutableDictionary(engine => engine.Name, engine => MonteCarlo.Run(engine, start).FirstDifference(first)));
    }
}

/// <summary>The agreement of engines on one Monte Carlo test.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Direction">The direction.</param>
/// <param name="KeySize">The key size.</param>
/// <param name="Engine">The engine with which the others are compared.</param>
/// <param name="FirstDifferences">By engine, the first outer iteration, from 0, that differs; -1 if none does.</param>
public sealed record MonteCarloComparison(
    CipherMode Mode, CipherDirection Direction, AesKeySize KeySize, string Engine, ImmutableDictionary<string, int> FirstDifferences)
{
    /// <summary>Whether all agree.</summary>
    public bool Agrees => FirstDifferences.Values.All(difference => difference < 0);
}
