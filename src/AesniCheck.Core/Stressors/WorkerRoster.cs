namespace AesniCheck.Stressors;

/// <summary>Lists the threads of the workers for code that acts on them from outside. Thread-safe, without locks.</summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerRoster(int count)
{
    private readonly int[] _threads = new int[count];

    /// <summary>The number of workers.</summary>
    public int Count => _threads.Length;

    /// <summary>Returns the kernel's id of a worker's thread; 0 while the worker is not running.</summary>
    public int ThreadOf(int worker) => Volatile.Read(ref _threads[worker]);

    /// <summary>Records that a worker has begun.</summary>
    public void Enter(int worker, int thread) => Volatile.Write(ref _threads[worker], thread);

    /// <summary>Records that a worker ends.</summary>
    public void Leave(int worker) => Volatile.Write(ref _threads[worker], 0);
}
