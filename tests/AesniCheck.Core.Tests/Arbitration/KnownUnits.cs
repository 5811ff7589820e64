using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Units in recent use, chosen by a test.</summary>
internal sealed class KnownUnits(params IReadOnlyList<Unit> units) : IRecentUnits
{
    /// <summary>The number of requests.</summary>
    public int Asked { get; private set; }

    /// <summary>How many units were taken.</summary>
    public int Taken { get; private set; }

    public IEnumerable<T> Remake<T>(int atMost)
        where T : Unit
    {
        Asked++;
        return units.OfType<T>().Take(atMost).Select(unit =>
        {
            Taken++;
            return unit;
        });
    }
}
