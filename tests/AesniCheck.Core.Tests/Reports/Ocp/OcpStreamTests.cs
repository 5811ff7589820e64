using System.Text.Json;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports.Ocp;

public sealed class OcpStreamTests
{
    private static readonly byte[] Whole = OcpSamples.Bytes(ReportSamples.Passed);

    [Fact]
    public void EachLineIsWrittenWholeAndFlushedAtOnce()
    {
        using var stream = new LimitedStream(int.MaxValue, canSeek: false);
        Tell(stream);
        Assert.NotEmpty(stream.Writes);
        Assert.All(stream.Writes, write => Assert.Equal(write.Length - 1, Array.IndexOf(write, (byte)'\n')));
        Assert.Equal(stream.Writes.Count, stream.Flushes);
    }

    [Fact]
    public void AnOutputCutAnywhereBeginsWithWholeLines()
    {
        for (int length = 0; length < Whole.Length; length += 7)
        {
            byte[] cut = Whole[..(Array.LastIndexOf(Whole, (byte)'\n', length) + 1)];
            Assert.Equal(cut.Count(value => value == '\n'), OcpSamples.Read(cut).Count);
        }
    }

    [Fact]
    public void ADiskThatGetsFullAnywhereKeepsWholeLinesAndTheRunGoesOn()
    {
        for (int room = 0; room < Whole.Length; room += 97)
        {
            using var stream = new LimitedStream(room, canSeek: true);
            OcpWriter writer = Tell(stream);
            Assert.IsType<IOException>(writer.Failure);
            byte[] kept = stream.ToArray();
            Assert.Equal(Whole[..kept.Length], kept);
            Assert.True(kept.Length <= room);
            Assert.Equal(kept.Count(value => value == '\n'), OcpSamples.Read(kept).Count);
        }
    }

    [Fact]
    public void APipeThatBreaksInALineLosesNothingBeforeIt()
    {
        using var stream = new LimitedStream(1_000, canSeek: false);
        Assert.IsType<IOException>(Tell(stream).Failure);
        Assert.Equal(Whole[..1_000], stream.ToArray());
    }

    [Fact]
    public void AfterALineThatWasLostNothingIsWritten()
    {
        using var stream = new LimitedStream(1_000, canSeek: true);
        var clock = new ManualClock();
        var writer = new OcpWriter(stream, clock, OcpSamples.CommandLine);
        writer.Begin(ReportSamples.Passed.Plan, ReportSamples.Passed.Host, "1.2.3");
        Exception? first = writer.Failure;
        Assert.NotNull(first);
        long length = stream.Length;
        stream.Room = int.MaxValue;
        writer.Found(Samples.Finding);
        writer.End(ReportSamples.Faulty);
        Assert.Equal(length, stream.Length);
        Assert.Same(first, writer.Failure);
    }

    [Fact]
    public void WhatWasInTheStreamBeforeStays()
    {
        using var stream = new LimitedStream(5_000, canSeek: true);
        stream.Write("before\n"u8);
        Tell(stream);
        byte[] kept = stream.ToArray();
        Assert.Equal("before\n"u8.ToArray(), kept[..7]);
        OcpSamples.Read(kept[7..]);
    }

    [Fact]
    public void ADeviceThatIsAlwaysFullIsSurvived()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.IsAssignableFrom<IOException>(Tell(full).Failure);
    }

    [Fact]
    public void AStreamThatMayNotBeWrittenIsSurvived()
    {
        using var stream = new LimitedStream(0, canSeek: true) { Refusal = new UnauthorizedAccessException() };
        Assert.IsType<UnauthorizedAccessException>(Tell(stream).Failure);
    }

    [Fact]
    public void ALargeMachineThatIsQuiteBrokenIsTold()
    {
        RunRecord record = ReportSamples.Large(448, 10_000);
        using var stream = new MemoryStream();
        var writer = new OcpWriter(stream, new ManualClock(), OcpSamples.CommandLine);
        writer.End(record);
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        int failures = 0;
        while (reader.ReadLine() is { } line)
        {
            using var artifact = JsonDocument.Parse(line);
            failures += line.Contains("\"FAIL\"", StringComparison.Ordinal) && line.Contains("\"diagnosis\"", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(10_000, failures);
    }

    private static OcpWriter Tell(Stream stream)
    {
        var clock = new ManualClock();
        var writer = new OcpWriter(stream, clock, OcpSamples.CommandLine);
        OcpSamples.Tell(writer, ReportSamples.Passed, clock);
        return writer;
    }

    /// <summary>A disk, or a pipe, with room for so much.</summary>
    private sealed class LimitedStream(int room, bool canSeek) : MemoryStream
    {
        public int Room { get; set; } = room;

        public Exception Refusal { get; init; } = new IOException("No space left on device");

        public List<byte[]> Writes { get; } = [];

        public int Flushes { get; private set; }

        public override bool CanSeek => canSeek;

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            int fits = Math.Min(count, Room - (int)ToArray().Length);
            base.Write(buffer, offset, fits);
            if (fits < count)
            {
                throw Refusal;
            }

            Writes.Add(buffer[offset..(offset + count)]);
        }

        public override void Flush() => Flushes++;
    }
}
