namespace AesniCheck.Arbitration;

/// <summary>
/// Keeps a CPU that is wrong all the time, in ways that nothing explains, from spending its time on long searches: when some were in vain, no more
/// are begun for a while. For one thread at a time.
/// </summary>
/// <param name="searches">The searches in vain within <see cref="Window"/> that are enough.</param>
internal sealed class SearchLimit(int searches)
{
    private DateTimeOffset _begin;
    private int _vain;

    /// <summary>The time, from the first search in vain on, after which it may be tried again.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether to search.</summary>
    /// <param name="time">When the miscompare was seen. May go back, as clocks are set.</param>
    public bool Allows(DateTimeOffset time)
    {
        if ((time - _begin).Duration() >= Window)
        {
            _vain = 0;
        }

        return _vain < searches;
    }

    /// <summary>Takes note that a search found nothing.</summary>
    /// <param name="time">When the miscompare was seen.</param>
    public void NoteVain(DateTimeOffset time)
    {
        if (_vain++ == 0)
        {
            _begin = time;
        }
    }
}
