using AesniCheck.Interop;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Register;

public sealed unsafe class RegisterProbeTests
{
    private const int PassesPerTurn = 8;
    private const int TurnsPerRotation = 128;

    /// <summary>As a machine with AVX-512 has them.</summary>
    private static readonly RegisterKind[] AllKinds = [RegisterKind.Zmm, RegisterKind.Ymm, RegisterKind.Opmask];

    private readonly CollectingHandler _handler = new();

    [Fact]
    public void ARightMachineGivesNoMiscompareWhateverTheRegisters()
    {
        var pass = new AvxRegisterPass();
        Assert.SkipWhen(pass.Kinds.Count == 0, "This CPU or runtime has no AVX2.");
        using var pages = new Pages(RegisterEvent.PageFault.PagesPerPass);
        UnitPool<RegisterUnit>[] pools = Pools(pass, usesPerUnit: 1);
        RegisterProbe probe = Probe(_handler, pass, pools, Droppable(pages));
        for (int turn = 0; turn < TurnsPerRotation; turn++)
        {
            probe.RunTurn();
        }

        Assert.Empty(_handler.Miscompares);
        Assert.All(pools, pool => Assert.InRange(pool.UnitsMade, 1, long.MaxValue));
        Assert.InRange(pools.Sum(pool => pool.UnitsMade), TurnsPerRotation, TurnsPerRotation + (2 * pools.Length));
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, 15, 32)]
    [InlineData(RegisterKind.Zmm, 31, 64)]
    [InlineData(RegisterKind.Opmask, 30, 64)]
    public void ATurnCountsItsValuesAndTheirSteps(RegisterKind kind, int values, int bytes)
    {
        var pass = new ScriptedRegisterPass((_, _) => { }, kind);
        Work work = Probe(_handler, pass, Pools(pass)).RunTurn();

        Assert.Equal(new Work(0, PassesPerTurn * values * (long)RegisterUnit.StepCount, PassesPerTurn * values * bytes, PassesPerTurn), work);
        Assert.Equal(PassesPerTurn, pass.Passes.Count);
    }

    [Fact]
    public void ATurnDoesNotAllocate()
    {
        var pass = new AvxRegisterPass();
        Assert.SkipWhen(pass.Kinds.Count == 0, "This CPU or runtime has no AVX2.");
        using var pages = new Pages(RegisterEvent.PageFault.PagesPerPass);
        RegisterProbe probe = Probe(_handler, pass, Pools(pass), Droppable(pages));
        for (int turn = 0; turn < 8; turn++)
        {
            probe.RunTurn();
        }

        Assert.Equal(0, Allocations.Of(() => probe.RunTurn()));
    }

    [Fact]
    public void MostTurnsAreOfTheRegistersThatHoldMostAndAllHaveTheirs()
    {
        var pass = new ScriptedRegisterPass((_, _) => { }, AllKinds);
        RegisterProbe probe = Probe(_handler, pass, Pools(pass));
        for (int turn = 0; turn < 2 * TurnsPerRotation; turn++)
        {
            probe.RunTurn();
        }

        Dictionary<RegisterKind, int> turns = pass.Passes.GroupBy(done => done.Kind).ToDictionary(kind => kind.Key, kind => kind.Count() / PassesPerTurn);
        Assert.Equal((115 * 2, 12 * 2, 1 * 2), (turns[RegisterKind.Opmask], turns[RegisterKind.Zmm], turns[RegisterKind.Ymm]));
    }

    [Fact]
    public void AMachineWithOneKindHasAllTurnsOfIt()
    {
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Ymm);
        RegisterProbe probe = Probe(_handler, pass, Pools(pass));
        for (int turn = 0; turn < TurnsPerRotation; turn++)
        {
            probe.RunTurn();
        }

        Assert.Equal(TurnsPerRotation * PassesPerTurn, pass.Passes.Count);
    }

    [Fact]
    public void PagesAreDroppedJustBeforeThePassThatWritesToThem()
    {
        using var pages = new Pages(RegisterEvent.PageFault.PagesPerPass);
        List<string> order = [];
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Ymm) { Begun = registerEvent => order.Add($"{registerEvent}") };
        Probe(_handler, pass, Pools(pass), new DroppablePages(pages.Pointer, () => Add(order, "drop"))).RunTurn();

        Assert.Equal(["None", "None", "Pause", "None", "drop", "PageFault", "None", "None", "Pause"], order);
        Assert.True(pages.Pointer == pass.Pages);
    }

    [Fact]
    public void WherePagesCantBeDroppedThereIsNoPageFaultAndTheRunIsTold()
    {
        using var pages = new Pages(RegisterEvent.PageFault.PagesPerPass);
        List<string> order = [];
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Ymm) { Begun = registerEvent => order.Add($"{registerEvent}") };
        Probe(_handler, pass, Pools(pass), new DroppablePages(pages.Pointer, () => false)).RunTurn();

        Assert.DoesNotContain("PageFault", order);
        Assert.Equal(("register", "the system refused to drop pages, so the probe takes no page faults"), Assert.Single(_handler.Unavailable));
    }

    [Fact]
    public void WithoutPagesThereIsNoPageFault()
    {
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Ymm);
        Work work = Probe(_handler, pass, Pools(pass)).RunTurn();

        Assert.Equal(PassesPerTurn, work.Calls);
        Assert.Equal([RegisterEvent.None, RegisterEvent.Pause], pass.Passes.Select(done => done.Event).Distinct());
        Assert.True(pass.Pages == null);
    }

    [Theory]
    [InlineData(RegisterKind.Ymm)]
    [InlineData(RegisterKind.Zmm)]
    [InlineData(RegisterKind.Opmask)]
    public void AWrongValueIsReportedOnceWithAllValues(RegisterKind kind)
    {
        int lanes = kind.LaneCount;
        void Poison(Span<ulong> ends)
        {
            ends[(5 * lanes) + 2] ^= 1UL << 63;
            ends[^1] ^= 1;
        }

        var pass = new ScriptedRegisterPass((call, ends) => Poison(call == 3 ? ends : new ulong[ends.Length]), kind);
        Work work = Probe(_handler, pass, Pools(pass)).RunTurn();

        RegisterMiscompare miscompare = Assert.IsType<RegisterMiscompare>(Assert.Single(_handler.Miscompares));
        RegisterUnit unit = RegisterUnitTests.Made(Unit.SeedOf(ProbeCases.RunSeed, 0), kind);
        Assert.Equal([5, kind.ValueCount - 1], miscompare.WrongValues);
        Assert.Equal(unit.ExpectedSpan.ToArray(), miscompare.Expected);
        Poison(new Span<ulong>(unit.Ends, kind.ValueCount * lanes));
        Assert.Equal(unit.ExpectedSpan.ToArray(), miscompare.Actual);
        Assert.Equal(unit.InitialSpan.ToArray(), miscompare.Starts);
        Assert.Equal(unit.ConstantSpan.ToArray(), miscompare.Constants);
        Assert.Equal((unit.Seed, kind, RegisterUnit.StepCount), (miscompare.UnitSeed, miscompare.Registers, miscompare.StepCount));
        Assert.Equal(("register", "0.1", 123, RegisterEvent.Pause), (miscompare.Probe, miscompare.Id, miscompare.ThreadId, miscompare.Event));
        Assert.Equal(PassesPerTurn, work.Calls);
    }

    [Fact]
    public void EveryWrongPassIsReportedWithWhatHappenedInIt()
    {
        using var pages = new Pages(RegisterEvent.PageFault.PagesPerPass);
        var pass = new ScriptedRegisterPass((_, ends) => ends[0] ^= 1, RegisterKind.Ymm);
        Probe(_handler, pass, Pools(pass), Droppable(pages)).RunTurn();

        Assert.Equal(PassesPerTurn, _handler.Miscompares.Count);
        Assert.Equal(pass.Passes.Select(done => done.Event), _handler.Miscompares.Cast<RegisterMiscompare>().Select(miscompare => miscompare.Event));
    }

    [Fact]
    public void ADamagedUnitIsLeftAtOnceAndNeverUsedAgain()
    {
        var handler = new CollectingHandler(unitDamaged: true);
        var pass = new ScriptedRegisterPass((_, ends) => ends[0] ^= 1, RegisterKind.Ymm);
        UnitPool<RegisterUnit>[] pools = Pools(pass);
        Work work = Probe(handler, pass, pools).RunTurn();

        Assert.Equal(1, work.Calls);
        Assert.Equal(2, pools[0].UnitsMade);
        Assert.Single(handler.Miscompares);
    }

    [Fact]
    public void ARunThatIsBeingStoppedGetsNoFurtherPass()
    {
        var pass = new ScriptedRegisterPass((_, ends) => ends[0] ^= 1, RegisterKind.Ymm);
        Assert.Equal(1, Probe(_handler, pass, Pools(pass), isStopping: true).RunTurn().Calls);
    }

    private static UnitPool<RegisterUnit>[] Pools(RegisterPass pass, int usesPerUnit = 1024) =>
        [.. pass.Kinds.Select(kind => RegisterUnit.Pool(ProbeCases.RunSeed, kind, workerCount: 1, usesPerUnit))];

    private static RegisterProbe Probe(
        IMiscompareHandler handler, RegisterPass pass, UnitPool<RegisterUnit>[] pools, DroppablePages? pages = null, bool isStopping = false) =>
        new(ProbeCases.Context(handler, isStopping), pass, pools, pages);

    private static DroppablePages Droppable(Pages pages) => new(pages.Pointer, () =>
    {
        pages.Drop();
        return true;
    });

    private static bool Add(List<string> list, string item)
    {
        list.Add(item);
        return true;
    }
}
