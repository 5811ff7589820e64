using System.Globalization;
using System.Text.Json;
using AesniCheck.SelfTests;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The published self-test, with every probe, kind and area.</summary>
internal static class RegistersPart
{
    public static Func<ProofResults, ProofResults> Measure(ProofContext context)
    {
        string count = context.Options.Count.ToString(CultureInfo.InvariantCulture);
        string json = new ProgramRun(context).Run(context.Options.Executable, ["selftest", "--count", count]);
        SelfTestRecord record = JsonSerializer.Deserialize(json, SelfTestJson.Default.SelfTestRecord) ?? throw new InvalidOperationException("The record of the self-test is null.");
        RegistersResult result = ResultOf(record, [$"aesnicheck selftest --count {count}"], isComplete: !context.Stop.IsCancellationRequested);
        return results => results with { Registers = result };
    }

    internal static RegistersResult ResultOf(SelfTestRecord record, IReadOnlyList<string> commands, bool isComplete) => new()
    {
        Measurement = new Measurement(record.StartedAt, record.EndedAt, record.ToolVersion, commands, isComplete),
        Seed = record.Plan.Seed,
        Count = record.Plan.Count,
        Result = record.Result,
        Reasons = record.Reasons,
        Notes = record.Notes,
        FalseAlarms = record.FalseAlarms.Count,
        Classes =
        [
            .. record.Classes.Select(of => new RegisterClass(
                of,
                Spread.Of(record.Trials.Where(trial => IsOf(trial, of)).Select(trial => trial.Fault.StoppedMicroseconds)))),
        ],
        Milliseconds = Spread.Of(record.Trials.Where(trial => trial.Sighting is not null).Select(trial => trial.Sighting!.Milliseconds)),
        StoppedMicroseconds = Spread.Of(record.Trials.Select(trial => trial.Fault.StoppedMicroseconds)),
    };

    private static bool IsOf(SelfTestTrial trial, DetectionClass of) =>
        trial.Subject == of.Subject && trial.Fault.Kind == of.Kind
        && (of.Area is null || (trial.Fault.Changes.Count > 0 && trial.Fault.Changes[0].Area == of.Area));
}
