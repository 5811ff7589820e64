using System.Text.Json;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;

namespace AesniCheck.Processes;

/// <summary>The self-test of the real product, or of one with a part removed.</summary>
public abstract class SelfTestScenario : Scenario
{
    private protected static void SkipIfForbidden(SelfTestRecord record) =>
        Requirement.Tracing(string.Join(' ', record.Reasons), record.Trials.Count == 0 && record.Reasons.Any(reason => reason.Contains("PTRACE", StringComparison.Ordinal)));

    private protected SelfTestRecord Run(Invocation invocation, out ProcessResult result)
    {
        // A fault may hit the compiler of a worker and make it loop: that worker process is ended after a minute, and the self-test goes on.
        result = (invocation.In(Folder) with { Limit = TimeSpan.FromMinutes(5) }).Run();
        SelfTestRecord record = Read();
        SkipIfForbidden(record);
        return record;
    }

    private protected SelfTestRecord Read() => JsonSerializer.Deserialize(File.ReadAllText(Folder["selftest.json"]), SelfTestJson.Default.SelfTestRecord)!;
}
