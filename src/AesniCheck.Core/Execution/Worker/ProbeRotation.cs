namespace AesniCheck.Execution.Worker;

/// <summary>
/// Selects the next probe: first each probe once, then always the one that is furthest behind its share of the time. Not thread-safe.
/// </summary>
/// <param name="shares">The share of each probe, at least 1.</param>
internal sealed class ProbeRotation(IReadOnlyList<int> shares)
{
    // Longer times were interrupted: after an hour's pause of the guest, that probe would otherwise not run for hours.
    private static readonly TimeSpan LongestCounted = TimeSpan.FromMilliseconds(500);

    // A change of probe costs a few microseconds.
    private static readonly TimeSpan LongestSlice = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromMicroseconds(500);

    private readonly double _largestShare = shares.Max();
    private readonly double[] _spent = new double[shares.Count];
    private int _begun;

    /// <summary>Returns the next probe.</summary>
    /// <param name="isFirst">Whether this is its first turn.</param>
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
    /// Returns the length of a probe's slice, by its share: a probe with a small share gets short, frequent slices instead of one every few seconds.
    /// </summary>
    public TimeSpan SliceOf(int probe)
    {
        TimeSpan slice = LongestSlice * shares[probe] / _largestShare;
        return slice < ShortestSlice ? ShortestSlice : slice;
    }

    /// <summary>Adds the time that a probe took, at most half a second.</summary>
    public void Add(int probe, TimeSpan time) => _spent[probe] += (time < LongestCounted ? time : LongestCounted).TotalSeconds / shares[probe];
}
