using System.Diagnostics;
using System.Globalization;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Processes started by tests end with them. These tests start this assembly once more, have it start the product, and end it.</summary>
public sealed class TestProcessesTests
{
    /// <summary>Names the file in which the inner test process notes the process that it started.</summary>
    private const string NoteVariable = "AESNICHECK_TESTS_NOTE";

    [Theory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Terminate)]
    public void AProcessEndsWithTheTestsThatStartedIt(int signal)
    {
        using var folder = new TemporaryFolder();
        using RunningProcess tests = InnerTests(folder).Start();
        int product = WaitForNote(folder);

        tests.Signal(signal);

        ProcessTable.WaitForEnd(product);
    }

    /// <summary>A shell takes the place of <c>dotnet test</c>: it starts the tests, and is killed.</summary>
    [Fact]
    public void TheTestsEndWithTheProcessThatStartedThem()
    {
        using var folder = new TemporaryFolder();
        Invocation inner = InnerTests(folder);
        using RunningProcess starter = (inner with { Executable = "sh", Arguments = ["-c", "\"$@\" & wait", "sh", inner.Executable, .. inner.Arguments] }).Start();
        int product = WaitForNote(folder);

        starter.Signal(Signals.Kill);

        ProcessTable.WaitForEnd(product);
    }

    /// <summary>Does nothing in a usual run of the tests; the inner run never ends the process that it starts.</summary>
    [Fact]
    public void StartsTheProductInAnInnerRun()
    {
        if (Environment.GetEnvironmentVariable(NoteVariable) is { } note)
        {
#pragma warning disable CA2000 // The test is whether it ends without this.
            RunningProcess product = Invocation.OfAesnicheck("run", "--duration", "1h", "--probes", "schedule", "--stress", "none", "--cpus", "0").Start();
#pragma warning restore CA2000
            ProcessTable.WaitForWork(product, workers: 2);
            File.WriteAllText(note + ".part", product.Id.ToString(CultureInfo.InvariantCulture));
            File.Move(note + ".part", note);
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>They carry no tag yet, so that they set up the same as a usual run.</summary>
    private static Invocation InnerTests(TemporaryFolder folder) => Invocation.Of(
        "env", "--unset=AESNICHECK_TESTS", Path.ChangeExtension(typeof(TestProcessesTests).Assembly.Location, null), "-method", $"*.{nameof(StartsTheProductInAnInnerRun)}")
        .With(NoteVariable, folder["note"]);

    private static int WaitForNote(TemporaryFolder folder)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!File.Exists(folder["note"]))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < RunningProcess.Limit, "The inner tests started nothing.");
            Thread.Sleep(10);
        }

        return int.Parse(File.ReadAllText(folder["note"]), CultureInfo.InvariantCulture);
    }
}
