namespace AesniCheck.Vectors;

/// <summary>Splits comments and file names into words, which may name an algorithm or a mode.</summary>
internal static class FileWords
{
    /// <summary>Returns the runs of letters and digits, and whether a value follows each, as in <c>SEED = 1</c>.</summary>
    public static IEnumerable<(string Word, bool HasValue)> In(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || !char.IsAsciiLetterOrDigit(text[i]))
            {
                if (i > start)
                {
                    yield return (text[start..i], text[i..].TrimStart() is ['=' or ':', ..]);
                }

                start = i + 1;
            }
        }
    }

    /// <summary>The words in a file's name, and the parts that begin with a capital inside them: for <c>CamelliaCBC128</c> also <c>Camellia</c> and <c>CBC128</c>.</summary>
    public static IEnumerable<string> InName(string name)
    {
        foreach ((string word, _) in In(name))
        {
            yield return word;
            int start = 0;
            for (int i = 1; i < word.Length; i++)
            {
                if (char.IsAsciiLetterUpper(word[i]) && !char.IsAsciiLetterUpper(word[i - 1]))
                {
                    yield return word[start..i];
                    start = i;
                }
            }

            if (start > 0)
            {
                yield return word[start..];
            }
        }
    }
}
