using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// A pass of the register probe behind which at least one value was not what it must be: all values, expected and actual, one
/// register after the other.
/// </summary>
public sealed record RegisterMiscompare : Miscompare
{
    /// <summary>The registers that the loop fills.</summary>
    public required RegisterKind Registers { get; init; }

    /// <summary>What happened in the loop on purpose.</summary>
    public required RegisterEvent Event { get; init; }

    /// <summary>The steps of each value.</summary>
    public required int StepCount { get; init; }

    /// <summary>The numbers of the values that are wrong, from 0. Each has a register of its own.</summary>
    public required IReadOnlyList<int> WrongValues { get; init; }

    /// <summary>What the registers hold that no step changes, as it stood in the unit.</summary>
    public required byte[] Constants { get; init; }

    /// <summary>The values at the start, as they stood in the unit.</summary>
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
