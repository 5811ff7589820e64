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

/// <summary>The meanings of outcomes, and what to do about them.</summary>
internal static class OutcomeMeaning
{
    /// <summary>Returns the meaning, as half a sentence.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "every requested probe ran on every CPU, under load, and no result was wrong",
        Outcome.Fault => "at least one finding",
        Outcome.Inconclusive => "nothing wrong was found, but the run did not do all that it should",
        _ => "this CPU or system cannot run what was requested",
    };

    /// <summary>Returns what to do, as half a sentence.</summary>
    public static string NextStep(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "nothing; a pass rules out faults that strike more often than the fault rate in the summary",
        Outcome.Fault => "keep the record, take the machine out of service, and follow the next steps of the verdict",
        Outcome.Inconclusive => "remove the reason that the summary gives, and run it again",
        _ => "see the reason; 'aesnicheck info' shows what the CPU has",
    };
}
