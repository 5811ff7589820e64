using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

/// <summary>The units in recent use, if the pool has far more than requested.</summary>
public sealed class RecentUnitsTests
{
    private const ulong RunSeed = 88;
    private const int Workers = 40;
    private const int Wanted = 12;

    private readonly UnitPool<BlockUnit> _pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, Workers);
    private readonly RecentUnits _units;
    private readonly int[] _cursors = new int[Workers];

    public RecentUnitsTests() => _units = new RecentUnits([_pool, ChainUnit.Pool(RunSeed, Workers)]);

    [Fact]
    public void TheUnitsOfTheWorkersComeFirstThenThoseMadeLastAndNoMoreThanWanted()
    {
        Enter(worker: 7, times: 3);
        Enter(worker: 3, times: 20);
        _units.Note([7, 3]);

        // Worker 7 had the first three, and worker 3 those and the last ones.
        Assert.Equal([2, 19, 1, 18, 17, 16, 15, 14, 13, 12, 11, 10], Remade());
        Assert.Empty(_units.Remake<ChainUnit>(Wanted));
    }

    [Fact]
    public void UnitsThatAWorkerEntersLaterAreNotItsUnitsOfThatMoment()
    {
        Enter(worker: 7, times: 3);
        Enter(worker: 3, times: 20);
        _units.Note([7]);
        Enter(worker: 7, times: 4);
        Assert.Equal([2, 1, 19], Remade()[..3]);
    }

    [Fact]
    public void WithinATurnTheUnitsOfTheFirstMomentStayInFrontOfThoseOfTheLast()
    {
        Enter(worker: 7, times: 3);
        Enter(worker: 3, times: 30);
        _units.Note([7]);
        for (int i = 0; i < 3; i++)
        {
            Enter(worker: 7, times: 2);
            _units.Note([7]);
        }

        Assert.Equal([2, 1, 8, 7, 29], Remade()[..5]);

        _units.BeginTurn();
        _units.Note([7]);
        Assert.Equal([8, 7, 29], Remade()[..3]);
    }

    [Fact]
    public void WithoutAMomentThereAreThoseMadeLast()
    {
        Enter(worker: 3, times: 20);
        Assert.Equal(Enumerable.Range(0, Wanted).Select(age => 19 - age), Remade());
    }

    private void Enter(int worker, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _pool.Leave(_pool.Enter(ref _cursors[worker], worker), worker);
        }
    }

    /// <summary>The places of the units in the order of making.</summary>
    private int[] Remade() =>
    [
        .. _units.Remake<BlockUnit>(Wanted).Select(unit => unit.Seed).Select(seed =>
            Enumerable.Range(0, (int)_pool.UnitsMade).Single(index => Unit.SeedOf(RunSeed, (ulong)index) == seed)),
    ];
}
