namespace AesniCheck.Units;

/// <summary>What a probe's units share with those of other probes: how many were made, and which of them workers have.</summary>
internal interface IUnitPool
{
    /// <summary>The units made so far.</summary>
    long UnitsMade { get; }

    /// <summary>The units that workers entered last, by their places in the order of making. Thread-safe.</summary>
    /// <param name="workers">The workers.</param>
    /// <returns>The last of each worker, and then the one before.</returns>
    IReadOnlyList<long> EnteredBy(IReadOnlyList<int> workers);
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
    // A worker that is switched out in the middle of a use still has the last in its registers; soon after it has entered that, the one before.
    private const int UnitsPerWorker = 2;

    // What different workers entered stands on different cache lines, and on lines that are not fetched in pairs.
    private const int Stride = 16;

    private readonly Slot[] _slots;

    // Of each worker, the last unit first: its place in the order of making and 1, as 0 is none.
    private readonly long[] _entered;
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
        _entered = new long[(workerCount + 1) * Stride];

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
    /// <param name="worker">The number of the worker.</param>
    /// <returns>The slot, to be left by <see cref="Leave"/>.</returns>
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
    /// Makes units once more, for the caller alone: some of its choice, then those that were made last, twice as many as stand in the pool, as far as
    /// there were so many.
    /// </summary>
    /// <param name="first">Those to begin with, by their places in the order of making.</param>
    /// <returns>These, then the newest first, and none twice; the same object, made anew each time.</returns>
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

        /// <summary>The place of the unit in the order of making, from 0; whole between entering and leaving.</summary>
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
