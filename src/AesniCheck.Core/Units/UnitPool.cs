namespace AesniCheck.Units;

/// <summary>The part of a unit pool that is the same for all probes: the number of units made, and the units that workers use.</summary>
internal interface IUnitPool
{
    /// <summary>The number of units made so far.</summary>
    long UnitsMade { get; }

    /// <summary>Returns the units that workers entered most recently, by their index in order of creation. Thread-safe.</summary>
    /// <param name="workers">The workers.</param>
    /// <returns>The last unit of each worker, then the one before it of each worker.</returns>
    IReadOnlyList<long> EnteredBy(IReadOnlyList<int> workers);
}

/// <summary>
/// The units that all workers share, so that every CPU does identical randomized work. The worker that
/// first finds a slot empty makes its unit; all workers use it; the next unit of the run's seed replaces it once it has had its uses and every
/// worker has used it. Lock-free: a slot counts its readers, and the last reader to leave a unit that is due makes the next one.
/// </summary>
/// <typeparam name="T">The kind of unit.</typeparam>
internal sealed class UnitPool<T> : IUnitPool
    where T : Unit
{
    // A worker that is switched out during a use has its last unit in its registers; if it has only just entered that unit, the one before it.
    private const int UnitsPerWorker = 2;

    // The entries of different workers are on different cache lines, and on lines that are not prefetched in pairs.
    private const int Stride = 16;

    private readonly Slot[] _slots;

    // For each worker, the last unit first: its index in order of creation plus 1; 0 means none.
    private readonly long[] _entered;
    private readonly ulong _runSeed;
    private readonly Func<T> _create;
    private readonly Action<T, ulong, long> _make;
    private readonly int _workerCount;
    private readonly int _usesPerUnit;
    private long _made;

    /// <param name="runSeed">The seed of the run: unit n is made from output n of this seed.</param>
    /// <param name="workerCount">The number of workers; each has a number below it.</param>
    /// <param name="usesPerUnit">The uses, by all workers together, after which a unit may be replaced.</param>
    /// <param name="create">Creates an empty unit.</param>
    /// <param name="make">Makes a unit from a seed; the last argument is n. Must not allocate.</param>
    public UnitPool(ulong runSeed, int workerCount, int usesPerUnit, Func<T> create, Action<T, ulong, long> make)
    {
        _runSeed = runSeed;
        _create = create;
        _make = make;
        _workerCount = workerCount;
        _usesPerUnit = Math.Max(usesPerUnit, workerCount);
        _entered = new long[(workerCount + 1) * Stride];

        // Each worker can keep at most one slot from being entered, so with one slot more than workers there is always one to enter.
        _slots = new Slot[workerCount + 1];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new Slot(workerCount, create());
        }
    }

    /// <inheritdoc/>
    public long UnitsMade => Volatile.Read(ref _made);

    /// <summary>Enters the next slot after <paramref name="cursor"/> that can be entered; makes its unit if it has none.</summary>
    /// <param name="cursor">The worker's position in the pool; is advanced.</param>
    /// <param name="worker">The number of the worker.</param>
    /// <returns>The slot; <see cref="Leave"/> must follow.</returns>
    public Slot Enter(ref int cursor, int worker)
    {
        while (true)
        {
            cursor = (cursor + 1) % _slots.Length;
            Slot slot = _slots[cursor];
            if (slot.TryEnter() || TryMake(slot, entering: true))
            {
                NoteEntered(worker, slot.Index);
                return slot;
            }
        }
    }

    /// <summary>Leaves a slot after one use of its unit.</summary>
    /// <param name="slot">The slot that <see cref="Enter"/> returned.</param>
    /// <param name="worker">The number of the worker.</param>
    /// <param name="damaged">Whether the unit differs from what its seed produces; it is then not used again.</param>
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

    /// <inheritdoc/>
    public IReadOnlyList<long> EnteredBy(IReadOnlyList<int> workers) =>
    [
        .. from age in Enumerable.Range(0, UnitsPerWorker)
           from worker in workers
           let index = Volatile.Read(ref _entered[PlaceOf(worker) + age]) - 1
           where index >= 0
           select index,
    ];

    /// <summary>
    /// Makes units again, for the caller alone: first some of its choice, then the newest ones. Of the newest there are twice as many as the pool has slots, or all
    /// that were made, if fewer.
    /// </summary>
    /// <param name="first">The units to begin with, by their index in order of creation.</param>
    /// <returns>These, then the newest first, without duplicates; always the same object, made anew each time.</returns>
    public IEnumerable<T> Remake(IEnumerable<long> first)
    {
        T unit = _create();
        long made = UnitsMade;
        IEnumerable<long> newest = Enumerable.Range(1, (int)Math.Min(made, 2 * _slots.Length)).Select(age => made - age);
        foreach (long index in first.Concat(newest).Distinct())
        {
            _make(unit, Unit.SeedOf(_runSeed, (ulong)index), index);
            yield return unit;
        }
    }

    private static int PlaceOf(int worker) => (worker + 1) * Stride;

    private void NoteEntered(int worker, long index)
    {
        ref long last = ref _entered[PlaceOf(worker)];
        if (last != index + 1)
        {
            Volatile.Write(ref _entered[PlaceOf(worker) + 1], last);
            Volatile.Write(ref last, index + 1);
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
        slot.EndMaking(index, entering);
        return true;
    }

    /// <summary>A place that holds one unit after the other.</summary>
    internal sealed class Slot(int workerCount, T unit)
    {
        private const int Empty = -1;
        private const int Making = -2;

        // A stalled worker must not keep a unit for ever.
        private const int MaximumUseFactor = 8;

        private readonly int[] _usedBy = new int[workerCount];
        private int _readers = Empty;
        private int _uses;
        private int _users;
        private int _generation = 1;
        private volatile bool _retired;

        /// <summary>The unit; valid between entering and leaving.</summary>
        public T Unit { get; } = unit;

        /// <summary>The index of the unit in order of creation, from 0; valid between entering and leaving.</summary>
        internal long Index { get; private set; }

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

        /// <summary>Counts a use; returns whether the unit is due after it.</summary>
        internal bool CountUse(int worker, int usesPerUnit, int workerCount)
        {
            int uses = Interlocked.Increment(ref _uses);
            if (Volatile.Read(ref _usedBy[worker]) != _generation)
            {
                Volatile.Write(ref _usedBy[worker], _generation);
                Interlocked.Increment(ref _users);
            }

            return uses >= usesPerUnit && (Volatile.Read(ref _users) >= workerCount || uses >= MaximumUseFactor * usesPerUnit);
        }

        internal void Retire() => _retired = true;

        /// <summary>Leaves the slot; returns whether the unit is due and has no readers left.</summary>
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

            // Between the two checks, another worker may have made the next unit and left it; that unit is not yet due.
            if (_retired)
            {
                return true;
            }

            Volatile.Write(ref _readers, 0);
            return false;
        }

        internal void EndMaking(long index, bool entering)
        {
            Index = index;
            _uses = 0;
            _users = 0;
            _generation++;
            _retired = false;
            Volatile.Write(ref _readers, entering ? 1 : 0);
        }
    }
}
