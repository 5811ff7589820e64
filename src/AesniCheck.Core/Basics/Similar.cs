namespace AesniCheck.Basics;

/// <summary>Finds the word that was meant by a misspelt one.</summary>
internal static class Similar
{
    // No name of this program is longer, and the distance takes quadratic time.
    private const int LongestWord = 64;

    /// <summary>Returns the most similar word; null if none is similar enough: one edit for three characters, and at most three.</summary>
    /// <param name="word">The misspelt word.</param>
    /// <param name="known">The words that exist.</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        int most = Math.Min(3, Math.Max(1, word.Length / 3));
        return word.Length is 0 or > LongestWord ? null
            : known.Distinct()
                .Select(candidate => (Word: candidate, Distance: IsBeginning(word, candidate) ? 1 : Distance(word, candidate)))
                .Where(candidate => candidate.Distance <= most)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
                .FirstOrDefault().Word;
    }

    /// <summary>Returns a question that names the word that was meant, to follow the misspelt one; empty if none is similar enough.</summary>
    /// <param name="word">The misspelt word.</param>
    /// <param name="known">The words that exist.</param>
    public static string Hint(string word, IEnumerable<string> known) => Of(word, known) is { } meant ? $" (did you mean '{meant}'?)" : "";

    private static bool IsBeginning(string word, string candidate) => word.Length >= 3 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of characters to insert, delete or replace, or of neighbours to swap, ignoring case: the restricted Damerau-Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
