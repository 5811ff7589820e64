namespace AesniCheck.Stressors;

/// <summary>
/// Garbage collections that all threads have to wait for: the runtime stops each worker in the middle of its loop, on a signal
/// frame or at a call, and lets it go on. Imitates F9: the runtime, not the machine, loses vector state, as in dotnet/runtime#118143.
/// </summary>
internal sealed class GcStressor : Stressor
{
    // A full one moves what survives, and takes milliseconds; one of the youngest generation takes some hundred microseconds.
    private const int StepsPerFull = 8;

    private int _step;

    /// <summary>What is known of it before it runs.</summary>
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
        // A collection of any generation counts as one of the youngest, too.
        int before = GC.CollectionCount(0);
        bool isFull = _step == StepsPerFull - 1;
        _step = isFull ? 0 : _step + 1;
        GC.Collect(isFull ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true, compacting: isFull);
        return GC.CollectionCount(0) - before;
    }
}
