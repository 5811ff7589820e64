using System.Text.Json;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command line on a page repeats the run.</summary>
public sealed class ReproducingCommandTests : ReportScenario
{
    /// <summary>The command line in a report makes the plan that the report is of.</summary>
    [Theory]
    [InlineData()]
    [InlineData("--probes", "chain,block", "--stress", "none")]
    [InlineData("--stress", "exit,memory", "--memory", "64M", "--sched", "other,idle", "--placement", "floating", "--workers-per-cpu", "3")]
    [InlineData("--duration", "1h30m", "--key-sizes", "192", "--intensity", "9")]
    public void TheReproducingCommandMakesTheSamePlan(params string[] arguments)
    {
        RunPlan plan = PlanOf([.. arguments, "--seed", "12345"]);
        var record = JsonSerializer.Deserialize<RunRecord>(
            $$"""
            {"record": "run", "schemaVersion": 1, "toolVersion": "", "outcome": "pass", "reasons": [], "notes": [], "seed": "0x0000000000003039", "startedAt": "2026-03-29T01:02:03.456789Z",
            "endedAt": "2026-03-29T01:02:03.456789Z", "firstBlockAt": null, "host": null, "plan": {{JsonSerializer.Serialize(plan, RecordJson.Plain.RunPlan)}}, "knownAnswers": [], "modeAnswers": [],
            "exposure": {"cpus": [], "unattributed": [], "units": 0}, "findings": [], "foldedFindings": []}
            """,
            RecordJson.Plain.RunRecord)!;

        string command = ReproducingCommand.Of(record);

        Assert.StartsWith("aesnicheck run ", command, StringComparison.Ordinal);
        RunPlan again = PlanOf(command.Split(' ')[2..]);
        Assert.Equivalent(plan with { MemoryBytes = 0 }, again with { MemoryBytes = 0 }, strict: true);
        Assert.Equal(plan.UnderMemoryPressure ? plan.MemoryBytes : 0, again.UnderMemoryPressure ? again.MemoryBytes : 0);
    }
}
