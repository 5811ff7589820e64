namespace AesniCheck.Basics;

/// <summary>The format of <c>/proc/cpuinfo</c> and <c>/proc/crypto</c>: lines <c>key : value</c>, an empty line between entries.</summary>
internal static class ColonText
{
    /// <summary>Returns the entries in order. Lines without a colon are ignored; if an entry repeats a key, the last value wins.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Entries(string text)
    {
        var entry = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0)
            {
                entry[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
            else if (string.IsNullOrWhiteSpace(line) && entry.Count > 0)
            {
                yield return entry;
                entry = new Dictionary<string, string>(StringComparer.Ordinal);
            }
        }

        if (entry.Count > 0)
        {
            yield return entry;
        }
    }
}
