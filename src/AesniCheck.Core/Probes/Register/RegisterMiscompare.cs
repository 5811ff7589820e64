using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// A pass of the register probe after which at least one value was wrong: all values, expected and actual, one register after
/// the other.
/// </summary>
public sealed record RegisterMiscompare : Miscompare
{
    /// <summary>The registers that the loop fills.</summary>
    public required RegisterKind Registers { get; init; }

    /// <summary>The event that the loop caused.</summary>
    public required RegisterEvent Event { get; init; }

    /// <summary>The number of steps of each value.</summary>
    public required int StepCount { get; init; }

    /// <summary>The numbers of the wrong values, from 0. Each value has its own register.</summary>
    public required IReadOnlyList<int> WrongValues { get; init; }

    /// <summary>The unit's constants, which stay unchanged in registers during all steps.</summary>
    public required byte[] Constants { get; init; }

    /// <summary>The unit's values at the start.</summary>
    public required byte[] Starts { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(WrongValues.Count == 1 ? "value" : "values")} {CpuRanges.Format(WrongValues)} of unit 0x{UnitSeed:x16} in {Registers.ToString().ToUpperInvariant()} registers, {StepCount:N0} steps"),
        [new NamedBytes("constants", Constants) { IsShort = false }],
        [.. WrongValues.Select(value => Difference.At("value", value, this, Registers.ByteCount, isState: false))])
    {
        Problem = Missing("value", WrongValues, Registers.ByteCount),
    };
}
