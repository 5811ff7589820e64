using System.Globalization;
using System.Text.Json;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>A default run with all stressors, and no fault.</summary>
internal static class ControlPart
{
    public static Func<ProofResults, ProofResults> Measure(ProofContext context)
    {
        string minutes = string.Create(CultureInfo.InvariantCulture, $"{context.Options.Minutes}m");
        string json = new ProgramRun(context).Run(context.Options.Executable, ["run", "--duration", minutes, "--quiet"]);
        RunRecord record = RunRecords.Parse(json);
        var result = new ControlResult
        {
            Measurement = new Measurement(
                record.StartedAt, record.EndedAt, record.ToolVersion, [$"aesnicheck run --duration {minutes}"], IsComplete: !context.Stop.IsCancellationRequested),
            Outcome = record.Outcome,
            Findings = record.FindingCount,
            Reasons = record.Reasons,
            Notes = record.Notes,
            Seconds = (record.EndedAt - record.StartedAt).TotalSeconds,
            Exposure = record.Exposure,
        };
        return results => results with { Control = result };
    }
}

/// <summary>Records of runs.</summary>
internal static class RunRecords
{
    public static RunRecord Parse(string json) =>
        JsonSerializer.Deserialize(json, RecordJson.Default.RunRecord) ?? throw new InvalidOperationException("The run record is null.");
}
