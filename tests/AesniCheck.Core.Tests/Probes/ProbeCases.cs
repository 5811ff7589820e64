using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>The context of a probe under test, in place of a worker.</summary>
internal static class ProbeCases
{
    public const ulong RunSeed = 4242;

    public static ManualClock Clock { get; } = new();

    public static ProbeContext Context(IMiscompareHandler handler, bool isStopping = false) => new()
    {
        Worker = 0,
        Clock = Clock,
        CurrentCpu = () => 6,
        CurrentSwitches = () => new SwitchCounts(2, 22),
        Handler = handler,
        IsStopping = () => isStopping,
        ThreadId = 123,
        CpuBefore = 5,
    };

    /// <summary>The block probe, with its own pool unless one is given.</summary>
    public static BlockProbe Block(IMiscompareHandler handler, BlockPass pass, UnitPool<BlockUnit>? pool = null, bool isStopping = false) =>
        new(Context(handler, isStopping), pass, pool ?? BlockUnit.Pool(RunSeed, AesKeySizes.All, workerCount: 1));

    /// <summary>Unit number <paramref name="index"/> of the pool that <see cref="Block"/> makes.</summary>
    public static BlockUnit UnitAt(int index)
    {
        var unit = new BlockUnit();
        unit.Make(Unit.SeedOf(RunSeed, (ulong)index), AesKeySizes.All[index % 3]);
        return unit;
    }
}
