using System.Collections.Concurrent;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

/// <summary>The pool under as many threads as it is made for, which are more than there are CPUs on most machines.</summary>
public sealed class UnitPoolThreadTests
{
    private const ulong RunSeed = 99;
    private const int Workers = 6;

    [Fact]
    public void AUnitNeverChangesWhileAWorkerIsInIt()
    {
        // As few uses as there are workers: the pool makes units as often as it can.
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, Workers, usesPerUnit: 1);
        var wrong = new ConcurrentQueue<string>();
        InParallel(worker =>
        {
            var remade = new BlockUnit();
            int cursor = worker;
            for (int i = 0; i < 1_500; i++)
            {
                UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker);
                BlockUnit unit = slot.Unit;
                ulong seed = unit.Seed;
                AesKeySize keySize = unit.KeySize;
                remade.Make(seed, keySize);
                if (!unit.Key.SequenceEqual(remade.Key)
                    || !unit.PlaintextSpan.SequenceEqual(remade.PlaintextSpan)
                    || !unit.CiphertextSpan.SequenceEqual(remade.CiphertextSpan)
                    || unit.Seed != seed
                    || unit.KeySize != keySize)
                {
                    wrong.Enqueue($"worker {worker}, use {i}");
                }

                pool.Leave(slot, worker);
            }
        });

        Assert.Empty(wrong);
        Assert.InRange(pool.UnitsMade, Workers + 1, Workers * 1_500);
    }

    [Fact]
    public void EveryWorkerMeetsEveryUnitBeforeItIsReplaced()
    {
        const int rounds = 400;
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, Workers, usesPerUnit: 1);
        var met = new HashSet<ulong>[Workers];
        using var barrier = new Barrier(Workers);
        InParallel(worker =>
        {
            met[worker] = [];
            int cursor = worker;
            for (int i = 0; i < rounds; i++)
            {
                UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker);
                met[worker].Add(slot.Unit.Seed);
                pool.Leave(slot, worker);

                // So that no thread is so far ahead that the others count as stalled.
                barrier.SignalAndWait();
            }
        });

        long made = pool.UnitsMade;
        Assert.InRange(made, rounds / 4, long.MaxValue);

        // Those in the slots at the end may still wait for a user.
        long replaced = made - (4 * (Workers + 1));
        for (long index = 0; index < replaced; index++)
        {
            ulong seed = Unit.SeedOf(RunSeed, (ulong)index);
            Assert.All(met, seeds => Assert.Contains(seed, seeds));
        }
    }

    [Fact]
    public void WithAllWorkersInsideEachStillHasAUnit()
    {
        var pool = BlockUnit.Pool(RunSeed, AesKeySizes.All, Workers);
        using var barrier = new Barrier(Workers);
        var inside = new ConcurrentQueue<ulong>();
        InParallel(worker =>
        {
            int cursor = worker;
            UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker);
            barrier.SignalAndWait();
            inside.Enqueue(slot.Unit.Seed);
            pool.Leave(slot, worker);
        });

        ulong[] all = [.. Enumerable.Range(0, Workers + 1).Select(index => Unit.SeedOf(RunSeed, (ulong)index))];
        Assert.Equal(Workers, inside.Count);
        Assert.All(inside, seed => Assert.Contains(seed, all));
    }

    private static void InParallel(Action<int> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(worker => new Thread(() => work(worker)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
