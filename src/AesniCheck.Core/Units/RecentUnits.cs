namespace AesniCheck.Units;

/// <summary>The units that workers had in their registers when something was seen, or a moment before.</summary>
internal interface IRecentUnits
{
    /// <summary>Makes units of a kind once more, one after the other, in memory of the caller's own.</summary>
    /// <typeparam name="T">The kind of unit.</typeparam>
    /// <param name="atMost">How many of them.</param>
    /// <returns>The likeliest first, none twice; the same object, made anew each time.</returns>
    IEnumerable<T> Remake<T>(int atMost)
        where T : Unit;
}

/// <summary>
/// Remembers the units that the workers had which are likeliest to have left their values behind: before one miscompare is explained, they have gone
/// on to others. The units made last come behind these. For one thread at a time.
/// </summary>
/// <param name="pools">Where units come from; may grow.</param>
internal sealed class RecentUnits(IEnumerable<IUnitPool> pools) : IRecentUnits
{
    private readonly Dictionary<IUnitPool, IReadOnlyList<long>> _entered = [];
    private readonly Dictionary<IUnitPool, IReadOnlyList<long>> _enteredAtFirst = [];

    /// <summary>A turn begins: what was seen before has nothing to do with what comes.</summary>
    public void BeginTurn() => _enteredAtFirst.Clear();

    /// <summary>
    /// Takes note of the units that workers have now. Of those that they had when this was called first in a turn it keeps knowing: one event is often
    /// many miscompares, and each is explained before the next is seen.
    /// </summary>
    /// <param name="workers">The workers, the likeliest first.</param>
    public void Note(IReadOnlyList<int> workers)
    {
        foreach (IUnitPool pool in pools)
        {
            _entered[pool] = pool.EnteredBy(workers);
            _enteredAtFirst.TryAdd(pool, _entered[pool]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<T> Remake<T>(int atMost)
        where T : Unit => pools.OfType<UnitPool<T>>().SelectMany(pool => pool.Remake([.. Of(_enteredAtFirst, pool), .. Of(_entered, pool)]).Take(atMost));

    private static IReadOnlyList<long> Of(Dictionary<IUnitPool, IReadOnlyList<long>> entered, IUnitPool pool) => entered.GetValueOrDefault(pool) ?? [];
}
