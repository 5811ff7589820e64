namespace AesniCheck.Execution.Worker;

/// <summary>
/// What each worker is doing, and how far it is: written by itself with one plain store, without a lock, and read by whoever watches. A value
/// that stays the same is a turn that has not ended.
/// </summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerPulses(int count)
{
    // Slots of different workers stand on different cache lines, and on lines that are not fetched in pairs.
    private const int Stride = 16;

    // The lowest byte has the probe, and whether it is a turn like others; above it turns are counted.
    private const long OneTurn = 0x100;
    private const long Unhurried = 0x80;

    private readonly long[] _slots = new long[(count + 1) * Stride];

    /// <summary>The number of workers.</summary>
    public int Count => count;

    /// <summary>A worker begins a turn, which takes some milliseconds at most.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="probe">The place of the probe in the plan.</param>
    public void BeginTurn(int worker, int probe) => Next(worker, probe);

    /// <summary>A worker begins something that may take seconds: it makes a probe, has code compiled, writes to the supervisor, or judges.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="probe">The place of the probe in the plan.</param>
    public void BeginWork(int worker, int probe) => Next(worker, probe | (int)Unhurried);

    /// <summary>What stands in the slot of a worker now. Thread-safe.</summary>
    public Pulse Read(int worker) => new(Volatile.Read(ref _slots[Place(worker)]));

    private void Next(int worker, int low)
    {
        ref long slot = ref _slots[Place(worker)];
        Volatile.Write(ref slot, ((slot | (OneTurn - 1)) + 1) | (long)(uint)low);
    }

    private static int Place(int worker) => (worker + 1) * Stride;
}

/// <summary>What a worker was doing.</summary>
/// <param name="Value">The same as long as it does it.</param>
internal readonly record struct Pulse(long Value)
{
    /// <summary>The place of the probe in the plan.</summary>
    public int Probe => (int)(Value & 0x7f);

    /// <summary>Whether it may take its time.</summary>
    public bool IsUnhurried => (Value & 0x80) != 0;
}
