using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

/// <summary>The pool with one thread playing all workers, so that each order of events is certain.</summary>
public sealed class UnitPoolTests
{
    private const ulong RunSeed = 77;

    [Fact]
    public void UnitsAreThoseOfTheRunSeedWithKeySizesInTurn()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 1, usesPerUnit: 2);
        var seen = new Dictionary<ulong, AesKeySize>();
        int cursor = 0;
        for (int i = 0; i < 40; i++)
        {
            UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
            seen[slot.Unit.Seed] = slot.Unit.KeySize;
            pool.Leave(slot, worker: 0);
        }

        // The last one or two were made and have not been entered yet.
        Assert.InRange(pool.UnitsMade, 20, seen.Count + 2);
        Assert.All(
            Enumerable.Range(0, seen.Count),
            index => Assert.Equal(AesKeySizes.All[index % 3], seen[Unit.SeedOf(RunSeed, (ulong)index)]));
    }

    [Fact]
    public void TheUnitsMadeLastCanBeMadeOnceMore()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 1, usesPerUnit: 1);
        Assert.Empty(pool.Remake([]));
        int cursor = 0;
        for (int i = 0; i < 20; i++)
        {
            pool.Leave(pool.Enter(ref cursor, worker: 0), worker: 0);
        }

        // Twice the two slots.
        long last = pool.UnitsMade - 1;
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => (Unit.SeedOf(RunSeed, (ulong)(last - i)), AesKeySizes.All[(int)((last - i) % 3)])),
            pool.Remake([]).Select(unit => (unit.Seed, unit.KeySize)));
    }

    [Fact]
    public void TheLastUnitsOfAWorkerAreKnownHoweverManyAreMadeAfterThem()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 3);
        Assert.Empty(pool.EnteredBy([0, 1, 2]));
        int cursor = 0;
        pool.Leave(pool.Enter(ref cursor, worker: 2), worker: 2);
        pool.Leave(pool.Enter(ref cursor, worker: 2), worker: 2);

        // It is in the last of the three.
        ulong seed = pool.Enter(ref cursor, worker: 2).Unit.Seed;
        for (int i = 0; i < 100; i++)
        {
            pool.Leave(pool.Enter(ref cursor, worker: 0), worker: 0, damaged: true);
        }

        Assert.InRange(pool.UnitsMade, 100, 200);
        Assert.Equal([2, 1], pool.EnteredBy([2]));
        Assert.Empty(pool.EnteredBy([1]));
        Assert.Equal([seed, Unit.SeedOf(RunSeed, 1)], pool.Remake(pool.EnteredBy([2])).Take(2).Select(unit => unit.Seed));
    }

    [Fact]
    public void TheLastUnitsOfAWorkerAreTwoHoweverOftenItEntersEach()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 2);
        int cursor = 0;
        pool.Leave(pool.Enter(ref cursor, worker: 1), worker: 1);
        for (int i = 0; i < 3; i++)
        {
            cursor = 1;
            pool.Leave(pool.Enter(ref cursor, worker: 1), worker: 1);
        }

        Assert.Equal([1, 0], pool.EnteredBy([1]));
    }

    [Fact]
    public void UnitsThatWorkersHadAreMadeOnceMoreBeforeThoseMadeLastAndNoneTwice()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 2);
        int cursor = 0;
        for (int i = 0; i < 3; i++)
        {
            pool.Leave(pool.Enter(ref cursor, worker: i % 2), worker: i % 2);
        }

        // The last of each, then the one before. Three slots: all that were made are among those made last.
        IReadOnlyList<long> entered = pool.EnteredBy([1, 0]);
        Assert.Equal([1, 2, 0], entered);
        Assert.Equal(((ulong[])[1, 2, 0]).Select(index => Unit.SeedOf(RunSeed, index)), pool.Remake(entered).Select(unit => unit.Seed));
        Assert.Equal(((ulong[])[0, 2, 1]).Select(index => Unit.SeedOf(RunSeed, index)), pool.Remake([0, 0]).Select(unit => unit.Seed));
    }

    [Fact]
    public void AUnitIsReplacedAfterItsUsesAndNotBefore()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 1, usesPerUnit: 3);
        var uses = new Dictionary<ulong, int>();
        int cursor = 0;
        for (int i = 0; i < 60; i++)
        {
            UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
            uses[slot.Unit.Seed] = uses.GetValueOrDefault(slot.Unit.Seed) + 1;
            pool.Leave(slot, worker: 0);
        }

        Assert.Equal(20, uses.Count);
        Assert.All(uses.Values, count => Assert.Equal(3, count));
    }

    [Fact]
    public void AUnitStaysUntilEveryWorkerHasHadIt()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 3, usesPerUnit: 4);
        ulong first = UseFirstSlot(pool, worker: 0);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(first, UseFirstSlot(pool, worker: i % 2));
        }

        Assert.Equal(1, pool.UnitsMade);
        Assert.Equal(first, UseFirstSlot(pool, worker: 2));
        Assert.Equal(2, pool.UnitsMade);
        Assert.NotEqual(first, UseFirstSlot(pool, worker: 0));
    }

    [Fact]
    public void AWorkerThatStallsDoesNotKeepAUnitForEver()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 2, usesPerUnit: 4);
        ulong first = UseFirstSlot(pool, worker: 0);
        int uses = 1;
        while (UseFirstSlot(pool, worker: 0) == first)
        {
            Assert.InRange(++uses, 0, 1_000);
        }

        Assert.InRange(uses, 5, 1_000);
    }

    [Fact]
    public void ADamagedUnitIsReplacedAtOnce()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 1);
        int cursor = 0;
        UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
        Assert.Equal(Unit.SeedOf(RunSeed, 0), slot.Unit.Seed);
        pool.Leave(slot, worker: 0, damaged: true);
        Assert.Equal(Unit.SeedOf(RunSeed, 1), slot.Unit.Seed);
        Assert.Equal(2, pool.UnitsMade);
    }

    [Fact]
    public void ADamagedUnitIsLeftToThoseWhoAreInItAndToNobodyElse()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 3);
        UnitPool<BlockUnit>.Slot first = EnterFirstSlot(pool, worker: 0);
        UnitPool<BlockUnit>.Slot second = EnterFirstSlot(pool, worker: 1);
        Assert.Same(first, second);
        ulong seed = first.Unit.Seed;

        pool.Leave(first, worker: 0, damaged: true);
        Assert.Equal(seed, second.Unit.Seed);
        Assert.Equal(1, pool.UnitsMade);
        Assert.NotSame(first, EnterFirstSlot(pool, worker: 2));

        pool.Leave(second, worker: 1);
        Assert.NotEqual(seed, second.Unit.Seed);
        Assert.Same(first, EnterFirstSlot(pool, worker: 1));
    }

    [Fact]
    public void AUnitIsNotMadeAnewWhileAnotherWorkerIsInIt()
    {
        var pool = BlockUnit.Pool(RunSeed, [AesKeySize.Aes128], workerCount: 2, usesPerUnit: 2);
        UnitPool<BlockUnit>.Slot held = EnterFirstSlot(pool, worker: 0);
        ulong seed = held.Unit.Seed;
        UnitPool<BlockUnit>.Slot other = EnterFirstSlot(pool, worker: 1);
        pool.Leave(other, worker: 1);
        other = EnterFirstSlot(pool, worker: 0);
        pool.Leave(other, worker: 0);
        Assert.Equal(seed, held.Unit.Seed);

        pool.Leave(held, worker: 0);
        Assert.NotEqual(seed, held.Unit.Seed);
    }

    private static UnitPool<BlockUnit>.Slot EnterFirstSlot(UnitPool<BlockUnit> pool, int worker)
    {
        int cursor = 0;
        return pool.Enter(ref cursor, worker);
    }

    private static ulong UseFirstSlot(UnitPool<BlockUnit> pool, int worker)
    {
        UnitPool<BlockUnit>.Slot slot = EnterFirstSlot(pool, worker);
        ulong seed = slot.Unit.Seed;
        pool.Leave(slot, worker);
        return seed;
    }
}
