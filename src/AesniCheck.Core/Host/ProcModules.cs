namespace AesniCheck.Host;

/// <summary>Parses the text of <c>/proc/modules</c>: one line for each loaded module, its name first.</summary>
internal static class ProcModules
{
    /// <summary>Whether a module, named with underscores, is listed.</summary>
    public static bool Contains(string? text, string module)
    {
        foreach (string line in (text ?? "").Split('\n'))
        {
            if (line.StartsWith(module, StringComparison.Ordinal) && (line.Length == module.Length || line[module.Length] == ' '))
            {
                return true;
            }
        }

        return false;
    }
}
