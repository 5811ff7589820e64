using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>Unknown values are written as null, and can be read back.</summary>
public sealed class NullFieldTests
{
    [Fact]
    public void AFindingOnNoCertainCpuPassesTheEventPipe()
    {
        var finding = new Finding { Time = DateTimeOffset.UnixEpoch, Probe = "known-answer", Cpu = null, Verdict = Verdict.CpuSporadic, Explanation = ["Wrong."] };
        WorkerEvent made = new FindingMade(null, finding);

        string line = JsonSerializer.Serialize(made, EventJson.Default.WorkerEvent);

        FindingMade read = Assert.IsType<FindingMade>(JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent));
        Assert.Null(read.Finding.Cpu);
        Assert.Equal(finding.Verdict, read.Finding.Verdict);
        Assert.Equal(finding.Explanation, read.Finding.Explanation);
    }
}
