using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Chain;

/// <summary>
/// A pass of the chain probe after which at least one chain ended with a wrong state: all fourteen ends, 224 bytes expected
/// and actual, chain 0 first.
/// </summary>
public sealed record ChainMiscompare : Miscompare
{
    /// <summary>The instructions of each step.</summary>
    public required ChainStep Step { get; init; }

    /// <summary>The number of steps of each chain.</summary>
    public required int StepCount { get; init; }

    /// <summary>The numbers of the chains that ended wrongly, 0 to 13. Each chain has its own vector register.</summary>
    public required IReadOnlyList<int> WrongChains { get; init; }

    /// <summary>The unit's round key 0, then round key 1, 16 bytes each.</summary>
    public required byte[] RoundKeys { get; init; }

    /// <summary>The unit's start states of the chains, 16 bytes each.</summary>
    public required byte[] Starts { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(WrongChains.Count == 1 ? "chain" : "chains")} {CpuRanges.Format(WrongChains)} of unit 0x{UnitSeed:x16}, {StepCount:N0} steps of {Instructions}"),
        [new NamedBytes("keys", RoundKeys), .. WrongChains.Take(1).Select(first => new NamedBytes("start", Difference.Slice(Starts, first, AesCipher.BlockSize)))],
        [.. WrongChains.Select(chain => Difference.At("chain", chain, this, AesCipher.BlockSize, isState: true))])
    {
        Problem = Missing("chain", WrongChains, AesCipher.BlockSize)
            ?? (WrongChains.All(chain => Difference.IsThere(Starts, chain, AesCipher.BlockSize)) ? null : "it lacks the start of a wrong chain"),
    };

    private string Instructions => Step switch
    {
        ChainStep.Encrypt => "AESENC, AESENC",
        ChainStep.Decrypt => "AESDEC, AESDEC",
        ChainStep.LastRounds => "AESENCLAST, AESDECLAST",
        _ => "AESENC, AESIMC",
    };
}
