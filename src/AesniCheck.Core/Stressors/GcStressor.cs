namespace AesniCheck.Stressors;

/// <summary>
/// Forces garbage collections, which stop all threads: the runtime suspends each worker in the middle of its loop, on a signal
/// frame or at a call, and resumes it. Imitates F9: the runtime, not the machine, loses vector state, as in dotnet/runtime#118143.
/// </summary>
internal sealed class GcStressor : Stressor
{
    // A full collection moves the survivors and takes milliseconds; one of the youngest generation takes some hundred microseconds.
    private const int StepsPerFull = 8;

    private int _step;

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "gc",
        Purpose = "garbage collections, which suspend all threads of the process",
        Imitates = "dotnet/runtime#118143: vector state lost by the runtime's own suspension",
        Event = "collection",
        Pace = StressorPace.OnItsOwn,
        Interval = TimeSpan.FromMilliseconds(500),
        Begin = _ => _ => new GcStressor(),
    };

    /// <inheritdoc/>
    public override long Step()
    {
        // A collection of any generation also counts as one of the youngest.
        int before = GC.CollectionCount(0);
        bool isFull = _step == StepsPerFull - 1;
        _step = isFull ? 0 : _step + 1;
        GC.Collect(isFull ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true, compacting: isFull);
        return GC.CollectionCount(0) - before;
    }
}
