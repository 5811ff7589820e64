using AesniCheck.Basics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host.Counters;

public sealed class KernelCountsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("aesnicheck-counts-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void SoftirqsAreSummed() =>
        Assert.Equal(new SoftirqCounts(1 + 328957 + 4 + 4016 + 3 + 316081 + 830876, 4016), ProcSoftirqs.Parse(KernelTables.Softirqs)?[0]);

    [Fact]
    public void StealIsInHundredthsOfASecond()
    {
        IReadOnlyDictionary<int, TimeSpan>? steal = ProcStat.ParseSteal(KernelTables.Stat);

        Assert.Equal([0, 2, 3], steal?.Keys.Order());
        Assert.Equal(TimeSpan.FromMilliseconds(4570), steal?[0]);
        Assert.Equal(TimeSpan.FromMilliseconds(10), steal?[3]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cpu  1 2 3 4 5 6 7 8 9 10\n")]
    [InlineData("cpu0 1 2 3 4 5 6 7\n")]
    [InlineData("cpux 1 2 3 4 5 6 7 8\n")]
    [InlineData("intr 5\ncpu0 1 2 3 4 5 6 7 8\n")]
    public void WhatHasNoStealIsNothing(string? text) => Assert.Null(ProcStat.ParseSteal(text));

    [Fact]
    public void AnyTextIsReadOrNothing()
    {
        Prop.ForAll<string?>(text => ProcSoftirqs.Parse(text) is null or { Count: > 0 }).QuickCheckThrowOnFailure();
        Prop.ForAll<string?>(text => ProcStat.ParseSteal($"cpu1 {text}") is null or { Count: > 0 }).QuickCheckThrowOnFailure();
        Assert.Equal(TimeSpan.MaxValue.Days, ProcStat.ParseSteal("cpu0 1 2 3 4 5 6 7 999999999999999")?[0].Days);
    }

    [Fact]
    public void AllThreeAreReadOfTheCpusThatAreOnline()
    {
        Save("interrupts", KernelTables.KvmInterrupts);
        Save("softirqs", KernelTables.Softirqs);
        Save("stat", KernelTables.Stat);

        IReadOnlyDictionary<int, KernelCounts>? counts = Read();

        Assert.Equal([0, 2, 3], counts?.Keys.Order());
        Assert.Equal(
            new KernelCounts(3, new InterruptCounts(500, 90, 20, 70, 8, 3), new SoftirqCounts(100, 20), TimeSpan.FromMilliseconds(10)),
            counts?[3]);
    }

    [Fact]
    public void WhatIsMissingIsMissingInEach()
    {
        Save("softirqs", KernelTables.Softirqs);
        Assert.Equal([0, 1, 2, 3], Read()?.Keys.Order());

        Save("stat", KernelTables.Stat);
        Assert.Equal(new KernelCounts(3, null, new SoftirqCounts(100, 20), TimeSpan.FromMilliseconds(10)), Read()?[3]);
    }

    [Fact]
    public void WithoutTheFilesThereIsNothing() => Assert.Null(Read());

    [Fact]
    public void LongFilesAreReadToTheirEnd()
    {
        string filler = string.Concat(Enumerable.Repeat("  9:          1          1          1   IO-APIC   9-edge      something\n", 10_000));
        int firstRow = KernelTables.KvmInterrupts.IndexOf('\n', StringComparison.Ordinal) + 1;
        Save("interrupts", KernelTables.KvmInterrupts.Insert(firstRow, filler));

        Assert.Equal(new InterruptCounts(500, 90, 20, 70, 10_008, 3), Read()?[3].Interrupts);
    }

    [Fact]
    public void ADifferenceIsOfTheSameCpusAndNeverNegative()
    {
        KernelCounts early = new(1, new InterruptCounts(10, 20, 30, 40, 50, 60), new SoftirqCounts(70, 80), TimeSpan.FromSeconds(9));
        KernelCounts late = new(1, new InterruptCounts(11, 22, 33, 44, 49, 0), new SoftirqCounts(75, 0), TimeSpan.FromSeconds(8));
        KernelCounts expected = new(1, new InterruptCounts(1, 2, 3, 4, 0, 0), new SoftirqCounts(5, 0), TimeSpan.Zero);

        Assert.Equal(expected, late.Minus(early));
        Assert.Equal(new KernelCounts(1, null, new SoftirqCounts(5, 0), null), late.Minus(early with { Interrupts = null, Steal = null }));

        Dictionary<int, KernelCounts> before = new() { [1] = early, [2] = early with { Cpu = 2 } };
        Dictionary<int, KernelCounts> after = new() { [1] = late, [3] = late with { Cpu = 3 } };
        Assert.Equal(expected, Assert.Single(KernelCounts.Difference(after, before)).Value);
    }

    [Fact]
    public void ThisMachinesCountersCanBeReadOrAreNotThere()
    {
        IReadOnlyDictionary<int, KernelCounts>? counts = KernelCountsReader.Read(new HostFiles("/"));
        Assert.SkipWhen(counts is null, "The kernel's counters can't be read here.");

        Assert.All(counts, cpu => Assert.Equal(cpu.Key, cpu.Value.Cpu));
        IReadOnlyDictionary<int, KernelCounts>? later = KernelCountsReader.Read(new HostFiles("/"));
        Assert.NotNull(later);
        Assert.All(
            later.Where(cpu => counts.ContainsKey(cpu.Key)),
            cpu => Assert.InRange(cpu.Value.Interrupts?.Timer ?? 0, counts[cpu.Key].Interrupts?.Timer ?? 0, long.MaxValue));
    }

    private IReadOnlyDictionary<int, KernelCounts>? Read() => KernelCountsReader.Read(new HostFiles(_root));

    private void Save(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_root, "proc"));
        File.WriteAllText(Path.Combine(_root, "proc", name), text);
    }
}
