namespace AesniCheck.Execution.Worker;

/// <summary>On which CPU each worker was when its last turn began: written by itself with one plain store. Thread-safe, without locks.</summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerPlaces(int count)
{
    // Places of different workers stand on different cache lines, and on lines that are not fetched in pairs.
    private const int Stride = 32;

    // The CPU and 1, as 0 is none.
    private readonly int[] _cpus = new int[(count + 1) * Stride];

    /// <summary>A worker begins a turn.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cpu">The CPU that it is on.</param>
    public void Note(int worker, int cpu) => Volatile.Write(ref _cpus[PlaceOf(worker)], cpu + 1);

    /// <summary>
    /// The workers whose values may have come into a worker's registers: first the others that were last on one of these CPUs, as far as they have
    /// not been moved since and begun another turn there; then itself.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cpuBefore">A CPU that it was on.</param>
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
