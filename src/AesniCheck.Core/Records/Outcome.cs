using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The outcome of a run.</summary>
[JsonConverter(typeof(KebabCaseConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Every requested probe ran on every requested CPU with exposure, and there is no finding.</summary>
    Pass,

    /// <summary>There is at least one finding.</summary>
    Fault,

    /// <summary>The run stopped early, or something that was requested could not run or got no exposure.</summary>
    Inconclusive,

    /// <summary>This CPU or system cannot run what was requested.</summary>
    Unsupported,
}
