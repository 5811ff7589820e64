namespace AesniCheck.Units;

/// <summary>The units that workers had in their registers at the time of an event, or shortly before.</summary>
internal interface IRecentUnits
{
    /// <summary>Makes units of a kind again, one after the other, in memory that belongs to the caller.</summary>
    /// <typeparam name="T">The kind of unit.</typeparam>
    /// <param name="atMost">The maximum number of units from each pool.</param>
    /// <returns>The units, the likeliest first, without duplicates; always the same object, made anew each time.</returns>
    IEnumerable<T> Remake<T>(int atMost)
        where T : Unit;
}

/// <summary>
/// Remembers the workers' units whose values are most likely to turn up in a miscompare: by the time that it is explained, the workers have moved
/// on to other units. The newest units follow these. For one thread at a time.
/// </summary>
/// <param name="pools">The pools of units; may grow.</param>
internal sealed class RecentUnits(IEnumerable<IUnitPool> pools) : IRecentUnits
{
    private readonly Dictionary<IUnitPool, IReadOnlyList<long>> _entered = [];
    private readonly Dictionary<IUnitPool, IReadOnlyList<long>> _enteredAtTurnStart = [];

    /// <summary>Begins a turn: earlier events are unrelated to what follows.</summary>
    public void BeginTurn() => _enteredAtTurnStart.Clear();

    /// <summary>
    /// Records the workers' current units. The units recorded by the first call of a turn are kept as well: one event often causes many miscompares, and
    /// each is explained before the next one is seen.
    /// </summary>
    /// <param name="workers">The workers, the likeliest first.</param>
    public void Note(IReadOnlyList<int> workers)
    {
        foreach (IUnitPool pool in pools)
        {
            _entered[pool] = pool.EnteredBy(workers);
            _enteredAtTurnStart.TryAdd(pool, _entered[pool]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<T> Remake<T>(int atMost)
        where T : Unit => pools.OfType<UnitPool<T>>().SelectMany(pool => pool.Remake([.. Of(_enteredAtTurnStart, pool), .. Of(_entered, pool)]).Take(atMost));

    private static IReadOnlyList<long> Of(Dictionary<IUnitPool, IReadOnlyList<long>> entered, IUnitPool pool) => entered.GetValueOrDefault(pool) ?? [];
}
