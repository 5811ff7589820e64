using System.Text;
using System.Text.Json;
using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using Xunit;

namespace AesniCheck.Execution;

/// <summary>Whatever event a damaged process writes, the supervisor survives and can report it.</summary>
public sealed class DamagedEventTests
{
    private const int Cases = 300;

    public static TheoryData<string> Kinds => [.. EventSamples.Keys];

    private static Dictionary<string, WorkerEvent> EventSamples => EventJsonTests.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnEventWithWrongBytesIsTakenOrTold(string kind)
    {
        byte[] line = Encoding.UTF8.GetBytes(ScriptedWorker.LineOf(EventSamples[kind]));
        for (ulong seed = 0; seed < Cases; seed++)
        {
            byte[] damaged = Damage(line, new SplitMix64(seed));
            Exception? exception = Record.Exception(() => Follow(damaged));
            Assert.True(exception is null, $"{Encoding.UTF8.GetString(damaged)}\n{exception}");
        }
    }

    [Fact]
    public void WhatCantBeAddedUpIsNoEvent()
    {
        string line = ScriptedWorker.LineOf(WorkerEventCounts.Progress(123));
        string stopped = ScriptedWorker.LineOf(WorkerEventCounts.Stopped(123));
        Assert.All((string[])
            [
                line.Replace(":123", ":9223372036854775808", StringComparison.Ordinal),
                line.Replace("\"blocks\":123,", "\"blocks\":-123,", StringComparison.Ordinal),
                stopped.Replace("\"involuntarySwitches\":12", "\"involuntarySwitches\":-12", StringComparison.Ordinal),
                line.Replace("\"units\":7", "\"units\":-7", StringComparison.Ordinal),
                line.Replace("\"cpus\":[", "\"cpus\":[null,", StringComparison.Ordinal),
                stopped.Replace("\"cpus\":[", "\"cpus\":[null,", StringComparison.Ordinal),
                line.Replace("\"probes\":[", "\"probes\":[null,", StringComparison.Ordinal),
                """{"event":"known-answers","engines":[null]}""",
                """{"event":"mode-answers","engines":[null],"library":null}""",
                """{"event":"known-answers","engines":[{"engine":"aesni","vectors":9,"failures":-1,"firstFailures":[],"files":[]}]}""",
                """{"event":"known-answers","engines":[{"engine":"aesni","vectors":9,"failures":1,"firstFailures":[],"files":[null]}]}""",
                """{"event":"mode-answers","engines":[{"engine":"aesni","vectors":9,"failures":1,"firstFailures":[],"files":[{"file":"a","vectors":9,"failures":-1}]}],"library":null}""",
            ],
            damaged =>
            {
                Assert.DoesNotContain(damaged, (string[])[line, stopped]);
                var ledger = new RunLedger(Samples.Plan);
                Assert.False(new WorkerWatch(ledger, 77, new ManualClock()).Take(new PipeLine(Encoding.UTF8.GetBytes(damaged), LineEnd.Ended)), damaged);
                Assert.Equal(1, ledger.Findings.Count);
            });
    }

    [Fact]
    public void CountsThatAddUpToMoreThan64BitsAreNoDamage()
    {
        ProbeExposure most = new("block", long.MaxValue - 5, long.MaxValue, long.MaxValue, long.MaxValue, 1);
        Exposure exposure = Samples.Exposure with { Cpus = [.. Samples.Exposure.Cpus.Select(cpu => cpu with { Probes = [most] })] };
        var ledger = new RunLedger(Samples.Plan);
        var watch = new WorkerWatch(ledger, 77, new ManualClock());
        Assert.True(watch.Take(LineOf(new Progressed(Samples.Time, exposure, null))));
        watch.Close(new WorkerExit(null, "SIGTERM", []), null, null, () => true);
        Assert.True(watch.Take(LineOf(new Progressed(Samples.Time, exposure, null))));

        Assert.Equal(0, ledger.Findings.Count);
        Assert.Equal(long.MaxValue, ledger.Exposure.Blocks);
        Assert.All(ledger.Exposure.Cpus, cpu => Assert.Equal(long.MaxValue, cpu.Blocks));
    }

    private static void Follow(byte[] line)
    {
        var ledger = new RunLedger(Samples.Plan);
        var watch = new WorkerWatch(ledger, 77, new ManualClock());
        watch.Take(LineOf(WorkerEventCounts.Progress(long.MaxValue / 100)));
        watch.Take(LineOf(WorkerEventCounts.Seen("1.7")));
        watch.Take(new PipeLine(line, LineEnd.Ended));
        watch.Take(LineOf(WorkerEventCounts.Explained("1.7")));
        watch.Close(new WorkerExit(134, null, []), null, null, () => false);

        RunRecord record = ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);
        Assert.NotEmpty(RunText.Summary(record));
        Assert.NotEmpty(JsonSerializer.Serialize(record, RecordJson.Default.RunRecord));
    }

    /// <summary>One to three wrong bytes: a bit flipped, a digit or a letter in its place, a byte lost or doubled, or many lost or doubled.</summary>
    private static byte[] Damage(byte[] line, SplitMix64 random)
    {
        const string likely = "0123456789-,.:[]{}\"nulltruefalse\\";
        List<byte> bytes = [.. line];
        for (ulong count = 1 + (random.Next() % 3); count > 0; count--)
        {
            int place = (int)(random.Next() % (ulong)bytes.Count);
            int length = Math.Min(bytes.Count - place - 1, 1 + (int)(random.Next() % 40));
            switch (random.Next() % 6)
            {
                case 0:
                    bytes[place] ^= (byte)(1 << (int)(random.Next() % 8));
                    break;
                case 1:
                    bytes[place] = (byte)likely[(int)(random.Next() % (ulong)likely.Length)];
                    break;
                case 2:
                    bytes.Insert(place, bytes[place]);
                    break;
                case 3:
                    bytes.RemoveAt(place);
                    break;
                case 4:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                default:
                    bytes.RemoveRange(place, length);
                    break;
            }
        }

        return [.. bytes];
    }

    private static PipeLine LineOf(WorkerEvent workerEvent) => new(Encoding.UTF8.GetBytes(ScriptedWorker.LineOf(workerEvent)), LineEnd.Ended);
}
