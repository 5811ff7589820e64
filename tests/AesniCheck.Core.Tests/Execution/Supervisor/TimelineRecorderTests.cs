using AesniCheck.Records;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class TimelineRecorderTests
{
    [Fact]
    public void EachIntervalHasWhatWasVerifiedInIt()
    {
        var recorder = new TimelineRecorder();
        recorder.Take(Seconds(0.2), Exposure.None);
        recorder.Take(Seconds(0.9), Samples.Exposed(1, 10));
        recorder.Take(Seconds(1.1), Samples.Exposed(3, 11));
        recorder.Take(Seconds(3.5), Samples.Exposed(4, 20));

        Timeline timeline = recorder.Finish(Seconds(3.75), Samples.Exposed(6, 20));

        Assert.Equal((1, 3.75), (timeline.IntervalSeconds, timeline.Seconds));
        Assert.Equal([0, 3], timeline.Cpus.Select(cpu => cpu.Cpu));

        // All work of the two silent seconds counts to the second one: its time is unknown.
        Assert.Equal([1, 2, 0, 3], timeline.Cpus[0].Bytes.Select(bytes => bytes / 16));
        Assert.Equal([10, 1, 0, 9], timeline.Cpus[1].Bytes.Select(bytes => bytes / 16));
    }

    [Fact]
    public void ARunThatEndsWithAnIntervalHasNoEmptyOneBehindIt() =>
        Assert.Equal([6], new TimelineRecorder().Finish(Seconds(1), Samples.Exposed(6, 0)).Cpus[0].Bytes.Select(bytes => bytes / 16));

    [Fact]
    public void ARunOfNoTimeHasNoCpus() => Assert.Empty(new TimelineRecorder().Finish(TimeSpan.Zero, Exposure.None).Cpus);

    [Fact]
    public void NothingIsLostAndThereAreNeverTooManyIntervals() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(1, 5_000_000).Select(milliseconds => milliseconds / 1000.0).ToArbitrary(),
            Gen.Choose(1, 300).ToArbitrary(),
            (seconds, takes) =>
            {
                var recorder = new TimelineRecorder();
                for (int i = 1; i <= takes; i++)
                {
                    recorder.Take(Seconds(seconds * i / takes), Samples.Exposed(7 * i, i * i));
                }

                Timeline timeline = recorder.Finish(Seconds(seconds), Samples.Exposed(7 * takes, takes * takes));

                int intervals = timeline.Cpus[0].Bytes.Count;
                return intervals <= Timeline.MaximumIntervals
                    && Math.Abs(intervals - Math.Ceiling(seconds / timeline.IntervalSeconds)) < 1.5
                    && timeline.Cpus[0].Bytes.Sum() == 16 * 7 * takes
                    && timeline.Cpus[1].Bytes.Sum() == 16 * takes * takes
                    && timeline.Cpus.All(cpu => cpu.Bytes.All(bytes => bytes >= 0));
            }));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
