using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>Parses the text of <c>/etc/os-release</c>: shell assignments, as described in os-release(5).</summary>
internal static class OsRelease
{
    /// <summary>The distribution's full name: <c>PRETTY_NAME</c>, else <c>NAME</c>, else <see cref="HostInfo.Unknown"/>.</summary>
    public static string ParseName(string? text) =>
        HostField.Text(Value(text, "PRETTY_NAME=") ?? Value(text, "NAME="));

    private static string? Value(string? text, string assignment)
    {
        string? value = null;
        foreach (string line in (text ?? "").Split('\n'))
        {
            if (line.StartsWith(assignment, StringComparison.Ordinal))
            {
                // As in a shell, the last assignment wins.
                value = Unquote(line.AsSpan(assignment.Length).Trim());
            }
        }

        return value;
    }

    private static string Unquote(ReadOnlySpan<char> word)
    {
        bool quoted = word.Length >= 2 && word[0] is '"' or '\'' && word[^1] == word[0];
        ReadOnlySpan<char> inner = quoted ? word[1..^1] : word;
        if (quoted && word[0] == '\'')
        {
            return inner.ToString();
        }

        var value = new System.Text.StringBuilder(inner.Length);
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
            }

            value.Append(inner[i]);
        }

        return value.ToString();
    }
}
