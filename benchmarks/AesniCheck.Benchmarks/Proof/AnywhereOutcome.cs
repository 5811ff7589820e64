using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>What came of a fault anywhere in the process.</summary>
[JsonConverter(typeof(KebabCaseConverter<AnywhereOutcome>))]
internal enum AnywhereOutcome
{
    /// <summary>A miscompare or a finding came.</summary>
    Seen,

    /// <summary>Nothing came, and it is proven that it had no effect.</summary>
    WithoutEffect,

    /// <summary>Nothing came, and it changed at most what a stressor computed, which nobody uses.</summary>
    InStressor,

    /// <summary>Nothing came, and it may have had an effect.</summary>
    Lost,
}
