namespace AesniCheck.Arbitration;

/// <summary>
/// Limits long searches on a CPU that is wrong all the time in unexplained ways: after some unsuccessful searches, no more
/// are begun for a while. Not thread-safe.
/// </summary>
/// <param name="searches">The maximum number of unsuccessful searches within <see cref="Window"/>.</param>
internal sealed class SearchLimit(int searches)
{
    private DateTimeOffset _begin;
    private int _failed;

    /// <summary>The time, from the first unsuccessful search on, after which searches are allowed again.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a search is allowed.</summary>
    /// <param name="time">When the miscompare was seen. May go back if the clock was set.</param>
    public bool Allows(DateTimeOffset time)
    {
        if ((time - _begin).Duration() >= Window)
        {
            _failed = 0;
        }

        return _failed < searches;
    }

    /// <summary>Records an unsuccessful search.</summary>
    /// <param name="time">When the miscompare was seen.</param>
    public void RecordFailedSearch(DateTimeOffset time)
    {
        if (_failed++ == 0)
        {
            _begin = time;
        }
    }
}
