using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution;

/// <summary>Events as worker processes send them.</summary>
internal static class WorkerEventCounts
{
    public static KnownAnswersChecked KnownAnswers { get; } = new([new KnownAnswerSummary("aesni", 10, 1, ["a.rsp:3: expected 00, actual 01"])]);

    public static Progressed Progress(long blocks) => new(Samples.Time, Samples.Exposed(blocks, 2 * blocks), Samples.Time.AddSeconds(0.25));

    public static WorkStopped Stopped(long blocks) => new(Progress(blocks));

    public static MiscompareSeen Seen(string id) => new(Samples.Miscompare with { Id = id });

    /// <summary>The explanation of a miscompare, as it is sent: without the evidence.</summary>
    public static FindingMade Explained(string id, Verdict verdict = Verdict.RegisterState) =>
        new(id, Samples.Finding with { Verdict = verdict, Evidence = null });

    public static Finding Alike(int cpu, Verdict verdict, int second) =>
        Samples.Finding with { Cpu = cpu, Verdict = verdict, Time = Samples.Time.AddSeconds(second), Evidence = null };

    public static Miscompare Miscompare(string id, double second = 0) => Samples.Miscompare with { Id = id, Time = Samples.Time.AddSeconds(second) };
}
