using System.Text;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.SelfTests;
using Xunit;

namespace AesniCheck.Cli.Progress;

/// <summary>How far something has come, on a terminal and elsewhere.</summary>
public sealed class ProgressTests
{
    private static readonly RunPlan Run = new PlanMaker(new DevicesUnderTest(), []).Make(new PlanRequest { Cpus = [0], Seed = 1, Duration = TimeSpan.FromSeconds(30), Probes = [] });
    private static readonly SelfTestPlan SelfTest = new() { Seed = 1, Count = 10, Subjects = [], Kinds = [], Areas = [], Skipped = [] };

    [Fact]
    public void LinesComeAtIntervals() => Assert.Equal(
        [
            "SELF-TEST 5.1 s: default: 10 of 1,540 injected, 9 seen, about 13 min 00 s left",
            "SELF-TEST 10.2 s: chain: 770 of 1,540 injected, 760 seen, about 10.2 s left",
        ],
        LinesOf(new SelfTestView(), At(0, "default", 0, 0), At(4.9, "default", 9, 8), At(5.1, "default", 10, 9), At(9, "chain", 700, 1), At(10.2, "chain", 770, 760)));

    [Fact]
    public void NothingIsSaidOfTheTimeLeftWhereNothingIsKnownOfIt() => Assert.Equal(
        ["SELF-TEST 6.0 s: default: 0 of 1,540 injected, 0 seen", "SELF-TEST 12.0 s: chain: 1,540 of 1,540 injected, 1,500 seen"],
        LinesOf(new SelfTestView(), At(6, "default", 0, 0), At(12, "chain", 1_540, 1_500)));

    [Fact]
    public void TheFirstFindingOfARunIsToldAtOnceAndTheOthersInTheirTime() => Assert.Equal(
        [
            "1.0 s of 30.0 s: 0 blocks verified, 0 B/s, 1 finding",
            "6.0 s of 30.0 s: 0 blocks verified, 0 B/s, 3 findings",
        ],
        LinesOf(
            new RunView(),
            new RunProgress(Run, TimeSpan.FromSeconds(0.5), Exposure.None, 0),
            new RunProgress(Run, TimeSpan.FromSeconds(1), Exposure.None, 1),
            new RunProgress(Run, TimeSpan.FromSeconds(2), Exposure.None, 2),
            new RunProgress(Run, TimeSpan.FromSeconds(6), Exposure.None, 3)));

    [Fact]
    public void WhereNothingCanBeWrittenItFallsSilent()
    {
        using var full = new FullDisk();
        var display = new PlainProgress<SelfTestProgress>(new SelfTestView(), full);
        Assert.Equal(3, display.Watch(show =>
        {
            show(At(6, "default", 1, 1));
            show(At(12, "default", 2, 2));
            return 3;
        }));
        Assert.Equal(1, full.Tries);
    }

    [Fact]
    public void LongRunsGetFewerLines()
    {
        const int hours = 3;
        string[] lines = LinesOf(new SelfTestView(), [.. Enumerable.Range(1, hours * 3600).Select(second => At(second, "default", 1, 1))]);
        Assert.InRange(lines.Length, 250, 350);
        Assert.StartsWith("SELF-TEST 5.0 s", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("SELF-TEST 10.0 s", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("SELF-TEST 2 h 59 min", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void FindingsAreToldAtOnceEachKindInALine() => Assert.Equal(
        [
            "1.0 s of 1 min 00 s: 1.00e8 blocks verified, 1.6 GB/s, 1 finding",
            "finding 1, 1.5 s: register-leak on CPU 0, probe chain",
        ],
        LinesOf(
            new RunView(),
            Drawing.Run(1, 1) with { Findings = 1 },
            Drawing.Run(1, 1.5, Drawing.Found(0, Verdict.RegisterLeak, "chain")),
            Drawing.Run(1, 2, Drawing.Found(0, Verdict.RegisterLeak, "chain"), Drawing.Found(0, Verdict.RegisterLeak, "chain"))));

    [Fact]
    public void ThePictureOfASelfTestSaysThatItIsOne() => Assert.Equal(
        [
            "━━━━━━━━━━━━━━━━━━━━━──────────────────────  50 %  about 10.2 s left, 10.2 s so far",
            "register: 770 of 1,540 injected, 760 seen",
            "SELF-TEST: faults made by aesnicheck",
        ],
        Drawing.Draw(new SelfTestView(), At(10.2, "register", 770, 760), Drawing.Canvas(83, 23)).Select(line => line.TrimEnd()));

    [Theory]
    [InlineData(79, 23)]
    [InlineData(39, 2)]
    [InlineData(19, 3)]
    [InlineData(5, 1)]
    public void ThePictureOfASelfTestFitsTheWindow(int width, int height)
    {
        string[] picture = Drawing.Draw(new SelfTestView(), At(10.2, "register", 770, 760), Drawing.Ascii(width, height));
        Assert.InRange(picture.Length, 1, height);
        Assert.All(picture, line => Assert.InRange(line.Length, 1, width));
    }

    private static SelfTestProgress At(double seconds, string subject, int injected, int seen) =>
        new(SelfTest, TimeSpan.FromSeconds(seconds), subject, injected, Planned: 1_540, seen);

    private static string[] LinesOf<T>(IProgressView<T> view, params T[] states)
    {
        using var output = new MemoryStream();
        _ = new PlainProgress<T>(view, output).Watch(show =>
        {
            Array.ForEach(states, show);
            return true;
        });
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd().Split(Environment.NewLine);
    }

    private sealed class FullDisk : MemoryStream
    {
        public int Tries { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Tries++;
            throw new IOException("No space left on device");
        }
    }
}
