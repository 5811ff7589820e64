namespace AesniCheck.Stressors;

/// <summary>Which threads the workers are, for those that act on them from outside. Thread-safe, without locks.</summary>
/// <param name="count">The number of workers.</param>
internal sealed class WorkerRoster(int count)
{
    private readonly int[] _threads = new int[count];

    /// <summary>The number of workers.</summary>
    public int Count => _threads.Length;

    /// <summary>The kernel's id of a worker's thread; 0 while it isn't there.</summary>
    public int ThreadOf(int worker) => Volatile.Read(ref _threads[worker]);

    /// <summary>A worker has begun.</summary>
    public void Enter(int worker, int thread) => Volatile.Write(ref _threads[worker], thread);

    /// <summary>A worker ends.</summary>
    public void Leave(int worker) => Volatile.Write(ref _threads[worker], 0);
}
