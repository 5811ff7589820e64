using AesniCheck.Planning;

namespace AesniCheck.Arbitration;

/// <summary>Units that were made last, as a test wants them.</summary>
internal sealed class KnownUnits(params IReadOnlyList<Unit> units) : IRecentUnits
{
    /// <summary>How often anybody asked.</summary>
    public int Asked { get; private set; }

    public IEnumerable<T> Remake<T>(int atMost)
        where T : Unit
    {
        Asked++;
        return units.OfType<T>().Take(atMost);
    }
}
