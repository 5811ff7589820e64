using AesniCheck.Probes.Block;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>Keeps miscompares, and gives the same configured answer for each unit.</summary>
internal sealed class CollectingHandler(bool unitDamaged = false) : IMiscompareHandler
{
    public List<Miscompare> Miscompares { get; } = [];

    /// <summary>All miscompares, which must be from the block probe.</summary>
    public IReadOnlyList<BlockMiscompare> Blocks => [.. Miscompares.Cast<BlockMiscompare>()];

    /// <summary>The parts that could not be tested: probe and reason.</summary>
    public List<(string Probe, string Reason)> Unavailable { get; } = [];

    public bool Handle(Miscompare miscompare, Unit unit)
    {
        Miscompares.Add(miscompare);
        return unitDamaged;
    }

    public void HandleUnavailable(string probe, string reason) => Unavailable.Add((probe, reason));
}
