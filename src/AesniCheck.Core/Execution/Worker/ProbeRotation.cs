namespace AesniCheck.Execution.Worker;

/// <summary>
/// Whose turn it is: first each probe once, then always the one that is furthest behind its share of the time. For one thread.
/// </summary>
/// <param name="shares">The share of each probe, at least 1.</param>
internal sealed class ProbeRotation(IReadOnlyList<int> shares)
{
    // What took longer was interrupted: a guest that was paused for an hour would not come back to that probe for hours.
    private static readonly TimeSpan LongestCounted = TimeSpan.FromMilliseconds(500);

    // A change of probe costs a few microseconds.
    private static readonly TimeSpan LongestSlice = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromMicroseconds(500);

    private readonly double _largestShare = shares.Max();
    private readonly double[] _spent = new double[shares.Count];
    private int _begun;

    /// <summary>The probe whose turn it is.</summary>
    /// <param name="isFirst">Whether it has not had one.</param>
    public int Next(out bool isFirst)
    {
        isFirst = _begun < _spent.Length;
        if (isFirst)
        {
            return _begun++;
        }

        int next = 0;
        for (int i = 1; i < _spent.Length; i++)
        {
            if (_spent[i] < _spent[next])
            {
                next = i;
            }
        }

        return next;
    }

    /// <summary>
    /// How long a probe's turns go on, by its share: one that has little of the time has it in small pieces, and so often, instead of every few seconds.
    /// </summary>
    public TimeSpan SliceOf(int probe)
    {
        TimeSpan slice = LongestSlice * shares[probe] / _largestShare;
        return slice < ShortestSlice ? ShortestSlice : slice;
    }

    /// <summary>Counts the time that a probe had, half a second at most.</summary>
    public void Add(int probe, TimeSpan time) => _spent[probe] += (time < LongestCounted ? time : LongestCounted).TotalSeconds / shares[probe];
}
