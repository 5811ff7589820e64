using AesniCheck.Probes.Block;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>Keeps miscompares, and says of each unit what it is told to say.</summary>
internal sealed class CollectingHandler(bool unitDamaged = false) : IMiscompareHandler
{
    public List<Miscompare> Miscompares { get; } = [];

    /// <summary>Those of the block probe, which must be all.</summary>
    public IReadOnlyList<BlockMiscompare> Blocks => [.. Miscompares.Cast<BlockMiscompare>()];

    /// <summary>What could not be tested: probe and reason.</summary>
    public List<(string Probe, string Reason)> Unavailable { get; } = [];

    public bool Handle(Miscompare miscompare, Unit unit)
    {
        Miscompares.Add(miscompare);
        return unitDamaged;
    }

    public void HandleUnavailable(string probe, string reason) => Unavailable.Add((probe, reason));
}
