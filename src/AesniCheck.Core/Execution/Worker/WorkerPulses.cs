namespace AesniCheck.Execution.Worker;

/// <summary>
/// The activity and progress of each worker. Each worker writes its own slot with one plain store, without a lock; watchers read it. A value
/// that stays the same is a turn that has not ended.
/// </summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerPulses(int count)
{
    // Slots of different workers lie on different cache lines, which are not prefetched in pairs either.
    private const int Stride = 16;

    // The lowest byte has the probe, and a flag for unhurried work; the higher bytes count turns.
    private const long OneTurn = 0x100;
    private const long Unhurried = 0x80;

    private readonly long[] _slots = new long[(count + 1) * Stride];

    /// <summary>The number of workers.</summary>
    public int Count => count;

    /// <summary>Records that a worker begins a turn, which takes at most some milliseconds.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="probe">The index of the probe in the plan.</param>
    public void BeginTurn(int worker, int probe) => Next(worker, probe);

    /// <summary>Records that a worker begins work that may take seconds: creating a probe, compiling code, writing to the supervisor, or arbitration.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="probe">The index of the probe in the plan.</param>
    public void BeginWork(int worker, int probe) => Next(worker, probe | (int)Unhurried);

    /// <summary>Reads the slot of a worker. Thread-safe.</summary>
    public Pulse Read(int worker) => new(Volatile.Read(ref _slots[Place(worker)]));

    private void Next(int worker, int low)
    {
        ref long slot = ref _slots[Place(worker)];
        Volatile.Write(ref slot, ((slot | (OneTurn - 1)) + 1) | (long)(uint)low);
    }

    private static int Place(int worker) => (worker + 1) * Stride;
}

/// <summary>The activity of a worker.</summary>
/// <param name="Value">Stays the same while the activity lasts.</param>
internal readonly record struct Pulse(long Value)
{
    /// <summary>The index of the probe in the plan.</summary>
    public int Probe => (int)(Value & 0x7f);

    /// <summary>Whether the activity may take seconds.</summary>
    public bool MayTakeSeconds => (Value & 0x80) != 0;
}
