namespace AesniCheck.Planning;

/// <summary>What a probe's units share with those of other probes: how many were made.</summary>
internal interface IUnitPool
{
    /// <summary>The units made so far.</summary>
    long UnitsMade { get; }
}

/// <summary>Tells of the units that workers have in their registers now, or had a moment ago. Thread-safe.</summary>
internal interface IRecentUnits
{
    /// <summary>Makes the units of a kind that were made last once more, one after the other, in memory of the caller's own.</summary>
    /// <typeparam name="T">The kind of unit.</typeparam>
    /// <param name="atMost">How many of them.</param>
    /// <returns>The newest first; the same object, made anew each time.</returns>
    IEnumerable<T> Remake<T>(int atMost)
        where T : Unit;
}

/// <summary>
/// The units that all workers share, so that every CPU does identical randomized work. A unit is made by the worker that
/// first finds its slot empty, used by all, and replaced by the next of the run's seed once it has had its uses and every
/// worker has had it. Without locks: a slot counts its readers, and the last one to leave a unit that is due makes the next.
/// </summary>
/// <typeparam name="T">The kind of unit.</typeparam>
internal sealed class UnitPool<T> : IUnitPool
    where T : Unit
{
    private readonly Slot[] _slots;
    private readonly ulong _runSeed;
    private readonly Func<T> _create;
    private readonly Action<T, ulong, long> _make;
    private readonly int _workerCount;
    private readonly int _usesPerUnit;
    private long _made;

    /// <param name="runSeed">Unit n is made from output n of this seed.</param>
    /// <param name="workerCount">The number of workers, each with a number below it.</param>
    /// <param name="usesPerUnit">The uses, by all workers together, after which a unit may be replaced.</param>
    /// <param name="create">Gives an empty unit.</param>
    /// <param name="make">Makes a unit from a seed; the last argument is n. Must not allocate.</param>
    public UnitPool(ulong runSeed, int workerCount, int usesPerUnit, Func<T> create, Action<T, ulong, long> make)
    {
        _runSeed = runSeed;
        _create = create;
        _make = make;
        _workerCount = workerCount;
        _usesPerUnit = Math.Max(usesPerUnit, workerCount);

        // Each worker keeps one slot at most from being entered, so with one more than workers there is always one to enter.
        _slots = new Slot[workerCount + 1];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new Slot(workerCount, create());
        }
    }

    /// <inheritdoc/>
    public long UnitsMade => Volatile.Read(ref _made);

    /// <summary>Enters the next slot behind <paramref name="cursor"/> that can be entered, making its unit if it has none.</summary>
    /// <param name="cursor">The worker's own place in the pool; moves on.</param>
    /// <returns>The slot, to be left by <see cref="Leave"/>.</returns>
    public Slot Enter(ref int cursor)
    {
        while (true)
        {
            cursor = (cursor + 1) % _slots.Length;
            Slot slot = _slots[cursor];
            if (slot.TryEnter() || TryMake(slot, entering: true))
            {
                return slot;
            }
        }
    }

    /// <summary>Leaves a slot after one use of its unit.</summary>
    /// <param name="slot">What <see cref="Enter"/> gave.</param>
    /// <param name="worker">The number of the worker.</param>
    /// <param name="damaged">The unit is not what its seed says, and must not be used again.</param>
    public void Leave(Slot slot, int worker, bool damaged = false)
    {
        if (damaged || slot.CountUse(worker, _usesPerUnit, _workerCount))
        {
            slot.Retire();
        }

        if (slot.Exit())
        {
            TryMake(slot, entering: false);
        }
    }

    /// <summary>Makes the units that were made last once more, for the caller alone: twice as many as stand in the pool, as far as there were so many.</summary>
    /// <param name="atMost">How many of them.</param>
    /// <returns>The newest first; the same object, made anew each time.</returns>
    public IEnumerable<T> Remake(int atMost)
    {
        T unit = _create();
        long made = UnitsMade;
        long first = Math.Max(0, made - Math.Min(atMost, 2 * _slots.Length));
        for (long index = made - 1; index >= first; index--)
        {
            _make(unit, Unit.SeedOf(_runSeed, (ulong)index), index);
            yield return unit;
        }
    }

    private bool TryMake(Slot slot, bool entering)
    {
        if (!slot.TryBeginMaking())
        {
            return false;
        }

        long index = Interlocked.Increment(ref _made) - 1;
        _make(slot.Unit, Unit.SeedOf(_runSeed, (ulong)index), index);
        slot.EndMaking(entering);
        return true;
    }

    /// <summary>A place for one unit after the other.</summary>
    internal sealed class Slot(int workerCount, T unit)
    {
        private const int Empty = -1;
        private const int Making = -2;

        // A worker that stalls must not keep a unit for ever.
        private const int PatienceInUses = 8;

        private readonly int[] _usedBy = new int[workerCount];
        private int _readers = Empty;
        private int _uses;
        private int _users;
        private int _generation = 1;
        private volatile bool _retired;

        /// <summary>The unit; whole between entering and leaving.</summary>
        public T Unit { get; } = unit;

        internal bool TryEnter()
        {
            int readers = Volatile.Read(ref _readers);
            while (readers >= 0 && !_retired)
            {
                int seen = Interlocked.CompareExchange(ref _readers, readers + 1, readers);
                if (seen == readers)
                {
                    return true;
                }

                readers = seen;
            }

            return false;
        }

        /// <summary>Whether the unit is due after this use.</summary>
        internal bool CountUse(int worker, int usesPerUnit, int workerCount)
        {
            int uses = Interlocked.Increment(ref _uses);
            if (Volatile.Read(ref _usedBy[worker]) != _generation)
            {
                Volatile.Write(ref _usedBy[worker], _generation);
                Interlocked.Increment(ref _users);
            }

            return uses >= usesPerUnit && (Volatile.Read(ref _users) >= workerCount || uses >= PatienceInUses * usesPerUnit);
        }

        internal void Retire() => _retired = true;

        /// <summary>Whether the unit is due and nobody uses it any more.</summary>
        internal bool Exit() => Interlocked.Decrement(ref _readers) == 0 && _retired;

        internal bool TryBeginMaking()
        {
            if (Interlocked.CompareExchange(ref _readers, Making, Empty) == Empty)
            {
                return true;
            }

            if (!_retired || Interlocked.CompareExchange(ref _readers, Making, 0) != 0)
            {
                return false;
            }

            // Between the two, another worker may have made the next unit and left it: that one has not had its uses.
            if (_retired)
            {
                return true;
            }

            Volatile.Write(ref _readers, 0);
            return false;
        }

        internal void EndMaking(bool entering)
        {
            _uses = 0;
            _users = 0;
            _generation++;
            _retired = false;
            Volatile.Write(ref _readers, entering ? 1 : 0);
        }
    }
}
