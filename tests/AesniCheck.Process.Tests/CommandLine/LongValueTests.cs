using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>However long a value given to the real program is, a message repeats only its beginning.</summary>
public sealed class LongValueTests : IDisposable
{
    // The system allows an argument of 128 KiB.
    private const int Length = 100_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> CommandLines =>
    [
        "gate --duration LONG",
        "gate --duration=LONG",
        "run --cpus LONG",
        "run --cpus 0,LONG",
        "run --probes block,LONG",
        "run --placement LONG",
        "run --sched LONG",
        "run --key-sizes LONG",
        "run --memory 1LONG",
        "run --seed LONG",
        "run --intensity LONG",
        "run --LONG",
        "run LONG",
        "LONG",
        "gate --bound LONG",
        "gate --min-blocks LONG",
        "gate --exit-style LONG",
        "gate --require-engines LONG",
        "gate --policy LONG",
        "run --duration 1s --json LONG",
        "run --duration 1s --html /LONG/x",
        "run --duration 1s --ocptv LONG",
        "report LONG",
        "report --LONG",
        "vectors LONG",
        "vectors --LONG",
        "vectors --engines LONG",
        "completion LONG",
        "selftest --faults LONG",
        "help LONG",
    ];

    public static TheoryData<string> Policies =>
    [
        """{"schemaVersion": 1, "duration": "LONG"}""",
        """{"schemaVersion": 1, "LONG": 1}""",
        """{"schemaVersion": "LONG"}""",
        """{"schemaVersion": 1, "require": ["block", "LONG"]}""",
        """{"schemaVersion": 1, "require": {"a": "LONG"}}""",
        """{"schemaVersion": 1, "exitStyle": "LONG"}""",
        """{"schemaVersion": 1, "maxFindings": "LONG"}""",
        """{"schemaVersion": 1, "stopOnFirst": "LONG"}""",
        """{"schemaVersion": 1, "duration": "5m", "LONG": 1, "LONG": 2}""",
        """{"schemaVersion": 1, LONG}""",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void OfACommandLine(string words)
    {
        ProcessResult result = Invocation.OfAesnicheck([.. words.Split(' ').Select(Lengthen)]).In(_folder).Run();
        Assert.Equal(2, result.ExitCode);
        AssertShort(result);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void OfAPolicy(string policy)
    {
        File.WriteAllText(_folder["policy.json"], Lengthen(policy));
        ProcessResult result = Invocation.OfAesnicheck("gate", "--policy", "policy.json").In(_folder).Run();
        Assert.Equal(2, result.ExitCode);
        AssertShort(result);
    }

    private static void AssertShort(ProcessResult result) => Assert.All([.. result.Output, .. result.Error], line =>
    {
        Assert.InRange(line.Length, 1, 1_500);
        Assert.DoesNotContain(new string('z', 300), line, StringComparison.Ordinal);
    });

    private static string Lengthen(string text) => text.Replace("LONG", new string('z', Length), StringComparison.Ordinal);
}
