using System.Text;
using System.Text.Json;
using AesniCheck.Interop;
using AesniCheck.Records;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class StressLoadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<ScriptedStressor> _made = [];
    private readonly MemoryStream _events = new();
    private readonly StopFlag _stop = new();

    public void Dispose() => _events.Dispose();

    private static IReadOnlyList<int> Cpus => Scheduling.AllowedCpus();

    [Theory]
    [InlineData(nameof(StressorPace.InTurn))]
    [InlineData(nameof(StressorPace.EachBurst))]
    public void AStressorOfEachCpuStepsOnThatCpuAlone(string pace)
    {
        Exposure exposure = Run(made => made.Count == Cpus.Count && made.TrueForAll(stressor => stressor.Steps > 10), Entry("a", Enum.Parse<StressorPace>(pace)));

        Assert.Equal(Cpus, _made.Select(stressor => stressor.Cpu).Order());
        Assert.All(_made, stressor =>
        {
            Assert.Equal([stressor.Cpu], stressor.SteppedOn);
            AssertOneThread(stressor);
            Assert.Equal([new StressorExposure("a", stressor.Steps)], exposure.Cpus.Single(cpu => cpu.Cpu == stressor.Cpu).Stressors);
        });
        Assert.Empty(exposure.ProcessStressors);
    }

    [Fact]
    public void AStressorOfTheProcessHasOneThread()
    {
        Exposure exposure = Run(made => made is [{ Steps: > 3 }], Entry("a", StressorPace.OnItsOwn));

        ScriptedStressor stressor = Assert.Single(_made);
        Assert.Equal(-1, stressor.Cpu);
        AssertOneThread(stressor);
        Assert.Equal([new StressorExposure("a", stressor.Steps)], exposure.ProcessStressors);
        Assert.All(exposure.Cpus, cpu => Assert.Empty(cpu.Stressors));
        Assert.Equal([new StressorExposure("a", stressor.Steps)], exposure.Stressors);
    }

    [Fact]
    public void StressorsTakeTurns()
    {
        Run(made => made.Count == 3 * Cpus.Count && made.TrueForAll(stressor => stressor.Steps > 10), Entry("a"), Entry("b"), Entry("c", StressorPace.EachBurst));
        Assert.All(_made.GroupBy(stressor => stressor.Cpu), ofCpu => Assert.Single(ofCpu.SelectMany(stressor => stressor.SteppedBy).Distinct()));
    }

    [Fact]
    public void WhatItCountsIsWhatItSays()
    {
        Exposure exposure = Run(made => made.Count == Cpus.Count && made.TrueForAll(stressor => stressor.Steps >= 3), Entry("a", step: step => step == 3 ? 1_000 : 0));
        Assert.Equal([new StressorExposure("a", 1_000L * Cpus.Count)], exposure.Stressors);
    }

    [Theory]
    [InlineData(nameof(StressorPace.InTurn))]
    [InlineData(nameof(StressorPace.EachBurst))]
    [InlineData(nameof(StressorPace.OnItsOwn))]
    public void OneThatDiesIsToldOfOnceAndTheOthersGoOn(string pace)
    {
        StressorPace of = Enum.Parse<StressorPace>(pace);
        int?[] dead = of == StressorPace.OnItsOwn ? [null] : [.. Cpus.Cast<int?>()];
        Exposure exposure = Run(
            made => made.Count(stressor => stressor.Steps > 20) == Cpus.Count && made.Count(stressor => stressor.Steps == 2) == dead.Length,
            Entry("b"),
            Entry("a", of, step => step == 2 ? throw new IOException("no more of it") : 7));

        StressorDied[] deaths = [.. Told().Cast<StressorDied>()];
        Assert.Equal(dead, deaths.Select(death => death.Cpu).Order());
        Assert.All(deaths, death => Assert.Equal(("a", "no more of it"), (death.Stressor, death.Reason)));
        Assert.Contains(new StressorExposure("a", 7L * dead.Length), exposure.Stressors);
        Assert.All(_made, AssertOneThread);
    }

    [Fact]
    public void OneThatMayNotDoWhatItDoesIsToldOfToo()
    {
        // The one stays at its second step; the other has gone past it.
        Run(
            made => made.Exists(stressor => stressor.Steps > 5) && made.Exists(stressor => stressor.Steps == 2),
            Entry("b", StressorPace.OnItsOwn),
            Entry("a", StressorPace.OnItsOwn, step => step == 2 ? throw new UnauthorizedAccessException("forbidden") : 1));
        Assert.Equal([new StressorDied("a", null, "forbidden")], Told());
    }

    [Fact]
    public void OneThatCannotBeginIsToldOf()
    {
        StressorEntry entry = Entry("a", StressorPace.OnItsOwn) with { Begin = _ => throw new IOException("there is nothing to begin with") };
        Run(made => made.Exists(stressor => stressor.Steps > 3), entry, Entry("b", StressorPace.OnItsOwn));
        Assert.Equal([new StressorDied("a", null, "there is nothing to begin with")], Told());
    }

    [Fact]
    public void WhatOneCannotDoIsToldOfOnceAndItGoesOn()
    {
        Exposure exposure = Run(
            made => made.Exists(stressor => stressor.Steps > 10),
            Entry("a", StressorPace.OnItsOwn, step =>
            {
                _made[0].Lost = step > 2 ? $"something since step {step}" : null;
                return 1;
            }));
        Assert.Equal([new StressorLimited("a", null, "something since step 3")], Told());
        Assert.InRange(exposure.Stressors[0].Events, 10, long.MaxValue);
    }

    [Fact]
    public void TheMostThatIsHeldIsTold()
    {
        Exposure exposure = Run(
            made => made.Exists(stressor => stressor.Steps > 5),
            Entry("a", StressorPace.OnItsOwn, step =>
            {
                _made[0].Held = step == 3 ? 1_000 : 10;
                return 1;
            }));
        Assert.Equal(1_000, Assert.Single(exposure.ProcessStressors).HeldBytes);
    }

    [Fact]
    public void AThreadThatSomebodyMovedGoesBackToItsCpu()
    {
        Assert.SkipWhen(Cpus.Count < 2, "There is only one CPU to be on.");
        int moved = 0;
        Run(
            made =>
            {
                if (made.Count < Cpus.Count)
                {
                    return false;
                }

                ScriptedStressor first = made.Single(stressor => stressor.Cpu == Cpus[0]);
                if (moved == 0)
                {
                    Assert.Null(Scheduling.TryPlace(first.MadeBy, [Cpus[1]]));
                    moved = first.Steps + 1_000;
                }

                return first.Steps > moved && File.ReadAllText($"/proc/self/task/{first.MadeBy}/status").Contains($"\nCpus_allowed_list:\t{Cpus[0]}\n", StringComparison.Ordinal);
            },
            Entry("a"));
    }

    [Fact]
    public void OneThatHasDiedDiesNoSecondTime()
    {
        var told = new List<WorkerEvent>();
        using var stressor = new RunningStressor(Entry("a"), 3, _ => throw new IOException("there is none"), told.Add);
        stressor.Step();
        stressor.Die("its thread could not be pinned");
        Assert.Equal([new StressorDied("a", 3, "there is none")], told);
    }

    [Fact]
    public void OneThatCannotBeMadeIsToldOf()
    {
        StressorEntry entry = Entry("a", StressorPace.OnItsOwn) with { Begin = _ => _ => throw new IOException("there is none") };
        Exposure exposure = Run(made => made.Exists(stressor => stressor.Steps > 3), entry, Entry("b", StressorPace.OnItsOwn));
        Assert.Equal([new StressorDied("a", null, "there is none")], Told());
        Assert.Contains(new StressorExposure("a", 0), exposure.Stressors);
    }

    [Fact]
    public void WithoutStressorsThereAreNoThreads()
    {
        var load = new StressLoad([], Setting, new EventWriter(_events), _stop);
        load.Start();
        Assert.True(load.Join(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    [InlineData(448, 28)]
    public void WhatInterruptsAllCpusIsDoneLessOftenWhereThereAreMany(int cpus, int thinning) =>
        Assert.Equal(thinning, (Setting with { Cpus = [.. Enumerable.Range(0, cpus)] }).Thinning);

    private static StressSetup Setting => new()
    {
        Cpus = Cpus,
        Intensity = 10,
        MemoryBytes = 0,
        Seed = 1,
        Workers = new WorkerRoster(1),
    };

    private static void AssertOneThread(ScriptedStressor stressor)
    {
        Assert.Equal([stressor.MadeBy], stressor.SteppedBy);
        Assert.Equal(stressor.MadeBy, stressor.DisposedBy);
    }

    private StressorEntry Entry(string name, StressorPace pace = StressorPace.InTurn, Func<int, long>? step = null) => ScriptedStressor.Entry(name, pace, _made, step);

    /// <summary>Runs stressors until that is so, and to their end.</summary>
    private Exposure Run(Predicate<List<ScriptedStressor>> until, params StressorEntry[] entries)
    {
        var load = new StressLoad(entries, Setting, new EventWriter(_events), _stop);
        load.Start();
        bool reached = SpinWait.SpinUntil(
            () =>
            {
                lock (_made)
                {
                    return until(_made);
                }
            },
            Limit);
        _stop.Request();
        Assert.True(load.Join(Limit), "The threads did not end.");
        Assert.True(reached, "The stressors did not do what they were to do.");
        return load.AddTo(new Exposure([.. Cpus.Select(cpu => new CpuExposure(cpu, [], Records.WorkerEventCounts.None))], [], 0));
    }

    private WorkerEvent[] Told() =>
    [
        .. Encoding.UTF8.GetString(_events.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)!),
    ];
}
