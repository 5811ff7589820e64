using System.Text;
using System.Text.Json;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Execution.Worker;
using AesniCheck.Host.Counters;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Stressors;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Execution;

/// <summary>
/// A worker's registers held the values of the other worker on its CPU, on a machine with so many CPUs that the pool holds many newer units. That other
/// worker was switched out in the middle of its unit, and continues with others as soon as the miscompare is sent.
/// </summary>
public sealed class WorkerOwnerTests : IDisposable
{
    private const int Cpu = 10;
    private const int Seeing = 20;
    private const int OtherOfTheCpu = 21;
    private const int OtherElsewhere = 50;
    private const int Maker = 70;

    private static readonly RunPlan Plan = Samples.Plan with { Cpus = [.. Enumerable.Range(0, 64)], WorkersPerCpu = 2, Placement = Placement.Pinned };

    private readonly ProbeSetup _probes = Plan.SetupFor(ThisMachine.Devices);
    private readonly WorkerPlaces _places = new(Plan.WorkerCount);
    private readonly MemoryStream _sent = new();
    private readonly int[] _cursors = new int[Plan.WorkerCount];

    public WorkerOwnerTests() => TestEngines.RequireAesni();

    [Theory]
    [InlineData(OtherOfTheCpu, Verdict.RegisterLeak)]
    [InlineData(OtherElsewhere, Verdict.Unexplained)]
    public void AStateOfAChainThatTheOtherWorkerOfTheCpuHadIsALeakHoweverOldItsUnit(int owner, Verdict verdict)
    {
        UnitPool<ChainUnit> pool = _probes.Add(ChainUnit.Pool(Plan.Seed, Plan.WorkerCount));
        (ChainUnit unit, ChainUnit held) = Enter(pool, owner);
        AesState foreign = ChainEvidence.Go(held, ChainEvidence.Start(held, 5), 0, 1_234);
        ChainMiscompare miscompare = ChainEvidence.Of(unit, ChainEvidence.Changed(unit, 3, 7_001, _ => foreign));
        Finding finding = Handle(pool, owner, miscompare with { Worker = Seeing, CpuBefore = Cpu, CpuAfter = Cpu }, unit);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(
            verdict == Verdict.Unexplained
                ? "other recent units explains it."
                : $"was the state of chain 5 of another unit (of chains, seed 0x{held.Seed:x16}) after round 1,234:",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OtherOfTheCpu, Verdict.RegisterLeak)]
    [InlineData(OtherElsewhere, Verdict.Unexplained)]
    public void AStateOfABlockThatTheOtherWorkerOfTheCpuHadIsALeakHoweverOldItsUnit(int owner, Verdict verdict)
    {
        UnitPool<BlockUnit> pool = _probes.Add(BlockUnit.Pool(Plan.Seed, Plan.AesKeySizes, Plan.WorkerCount));
        (BlockUnit unit, BlockUnit held) = Enter(pool, owner);
        AesState foreign = BlockEvidence.States(held, 77, encrypt: false)[6];
        BlockMiscompare miscompare = Evidence.Of(unit, block: 9, encrypt: true, BlockEvidence.Go(unit, true, 5, foreign));
        Finding finding = Handle(pool, owner, miscompare with { Worker = Seeing, CpuBefore = Cpu, CpuAfter = Cpu }, unit);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(
            verdict == Verdict.Unexplained
                ? "other recent units explains it."
                : $"was the state of block 77 of another unit (of blocks, seed 0x{held.Seed:x16}) after round 6 of decryption:",
            StringComparison.Ordinal));
    }

    public void Dispose() => _sent.Dispose();

    /// <summary>The owner enters a unit and stays in it, twenty newer ones are made, and the worker enters the newest.</summary>
    private (T Unit, T Held) Enter<T>(UnitPool<T> pool, int owner)
        where T : Unit
    {
        T held = pool.Enter(ref _cursors[owner], owner).Unit;
        while (pool.UnitsMade < 21)
        {
            pool.Leave(pool.Enter(ref _cursors[Maker], Maker), Maker);
        }

        _cursors[Seeing] = _cursors[Maker] - 1;
        return (pool.Enter(ref _cursors[Seeing], Seeing).Unit, held);
    }

    private Finding Handle<T>(UnitPool<T> pool, int owner, Miscompare miscompare, T unit)
        where T : Unit
    {
        for (int worker = 0; worker < Plan.WorkerCount; worker++)
        {
            _places.Note(worker, Plan.Cpus[worker / Plan.WorkersPerCpu]);
        }

        using var pipe = new WatchedStream(_sent, () =>
        {
            // The self-test injects no faults into a thread with this name.
            Assert.Equal(WorkerName.Explaining(Seeing), ThreadStat.Parse(File.ReadAllText("/proc/thread-self/stat"))!.Name);
            for (int i = 0; i < 3; i++)
            {
                pool.Enter(ref _cursors[owner], owner);
            }
        });
        new WorkerThread(Seeing, Setting(pipe)).Handle(miscompare, unit);
        Assert.Equal(WorkerName.Starting(Seeing), ThreadStat.Parse(File.ReadAllText("/proc/thread-self/stat"))!.Name);
        WorkerEvent[] events =
        [
            .. Encoding.UTF8.GetString(_sent.ToArray()).TrimEnd('\n').Split('\n').Select(line => JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)!),
        ];
        Assert.IsType<MiscompareSeen>(events[0]);
        return Assert.IsType<FindingMade>(events[1]).Finding;
    }

    private WorkerSetup Setting(Stream pipe) => new()
    {
        Plan = Plan,
        Devices = new DevicesUnderTest { Aesni = ScriptedEngine.Right, CreateChainPass = () => new ScriptedChainPass((_, _) => { }) },
        Probes = [],
        CreateRecentUnits = _probes.CreateRecentUnits,
        Counters = new ExposureCounters(Plan),
        Roster = new WorkerRoster(Plan.WorkerCount),
        Places = _places,
        Pulses = new WorkerPulses(Plan.WorkerCount),
        Events = new EventWriter(pipe),
        Clock = new ManualClock(),
        Stop = new StopFlag(),
    };

    /// <summary>Notifies the test of each write.</summary>
    private sealed class WatchedStream(Stream inner, Action sent) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, count);
            sent();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
