namespace AesniCheck.Execution.Worker;

/// <summary>The CPU of each worker when its last turn began, written by the worker itself with one plain store. Thread-safe, without locks.</summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerPlaces(int count)
{
    // Places of different workers lie on different cache lines, which are not prefetched in pairs either.
    private const int Stride = 32;

    // The CPU plus 1, as 0 means none.
    private readonly int[] _cpus = new int[(count + 1) * Stride];

    /// <summary>Records that a worker begins a turn.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cpu">The CPU of the worker.</param>
    public void Note(int worker, int cpu) => Volatile.Write(ref _cpus[PlaceOf(worker)], cpu + 1);

    /// <summary>
    /// Returns the workers whose values may have come into a worker's registers: first the others that were last on one of these CPUs, unless
    /// they have since begun a turn elsewhere; then the worker itself.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cpuBefore">A CPU of the worker.</param>
    /// <param name="cpuAfter">Another, or the same.</param>
    public IReadOnlyList<int> Sharing(int worker, int cpuBefore, int cpuAfter) =>
    [
        .. from other in Enumerable.Range(0, count)
           where other != worker
           let cpu = Volatile.Read(ref _cpus[PlaceOf(other)]) - 1
           where cpu >= 0 && (cpu == cpuBefore || cpu == cpuAfter)
           select other,
        worker,
    ];

    private static int PlaceOf(int worker) => (worker + 1) * Stride;
}
