using AesniCheck.Host;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>Makes the records of self-tests that did not begin.</summary>
internal static class SelfTestRefusals
{
    /// <summary>Makes the record for a machine that can't run the self-test.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reason">Why it can't, in a sentence.</param>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="time">The time.</param>
    public static SelfTestRecord Unsupported(SelfTestPlan plan, string reason, HostInfo host, string toolVersion, DateTimeOffset time) =>
        RecordOf(SelfTestResult.Unsupported, [reason], plan, host, toolVersion, time);

    /// <summary>Makes the record for a plan of which nothing can be tried here.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="time">The time.</param>
    public static SelfTestRecord NothingToTry(SelfTestPlan plan, HostInfo host, string toolVersion, DateTimeOffset time) =>
        RecordOf(SelfTestResult.Inconclusive, [.. plan.SkippedSentences(requested: true), "Nothing can be tried here."], plan, host, toolVersion, time);

    private static SelfTestRecord RecordOf(
        SelfTestResult result, IReadOnlyList<string> reasons, SelfTestPlan plan, HostInfo host, string toolVersion, DateTimeOffset time) => new()
        {
            ToolVersion = toolVersion,
            Result = result,
            Reasons = reasons,
            Notes = [.. plan.SkippedSentences(requested: false)],
            StartedAt = time,
            EndedAt = time,
            Host = host,
            Plan = plan,
            Classes = [],
            Trials = [],
            FalseAlarms = [],
        };
}
