using System.Globalization;

namespace AesniCheck.Probes;

/// <summary>A register that a loop did not need held another value behind it: 64 bytes expected and actual.</summary>
public sealed record GuardMiscompare : Miscompare
{
    /// <summary>The number of the guard, 0 to 14: as the compiler has it, zmm16 to zmm30.</summary>
    public required int Guard { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(CultureInfo.InvariantCulture, $"guard {Guard}, in an idle register while unit 0x{UnitSeed:x16} was worked on"),
        [],
        [new Difference(string.Create(CultureInfo.InvariantCulture, $"guard {Guard}"), Expected, Actual, IsState: false)]);
}
