using System.Globalization;

namespace AesniCheck.Probes;

/// <summary>A register that a loop did not use held another value after the loop: 64 bytes expected and actual.</summary>
public sealed record GuardMiscompare : Miscompare
{
    /// <summary>The number of the guard, 0 to 14: ZMM16 to ZMM30 with the current compiler.</summary>
    public required int Guard { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(CultureInfo.InvariantCulture, $"guard {Guard}, in an idle register during unit 0x{UnitSeed:x16}"),
        [],
        [new Difference(string.Create(CultureInfo.InvariantCulture, $"guard {Guard}"), Expected, Actual, IsState: false)]);
}
