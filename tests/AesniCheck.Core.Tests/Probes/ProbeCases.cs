using AesniCheck.Ciphers;
using AesniCheck.Planning;

namespace AesniCheck.Probes;

/// <summary>What a probe under test gets in place of a worker.</summary>
internal static class ProbeCases
{
    public const ulong RunSeed = 4242;

    public static ManualClock Clock { get; } = new();

    public static ProbeContext Context(IMiscompareHandler handler, UnitPool<BlockUnit> pool = null, bool isStopping = false) => new()
    {
        Worker = 0,
        Units = pool ?? BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 1),
        Clock = Clock,
        CurrentCpu = () => 6,
        Handler = handler,
        IsStopping = () => isStopping,
        ThreadId = 123,
        CpuBefore = 5,
    };

    /// <summary>Unit number <paramref name="index"/> of the pool that <see cref="Context"/> makes.</summary>
    public static Unit UnitAt(int index)
    {
        var unit = new BlockUnit();
        unit.Make(Unit.SeedOf(RunSeed, (ulong)index), AesKeySizes.All[index % 3]);
        return unit;
    }
}
