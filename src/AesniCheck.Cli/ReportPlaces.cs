namespace AesniCheck.Cli;

/// <summary>Where reports go: files, and standard output under its several names.</summary>
internal static class ReportPlaces
{
    // All names of it, since a file that standard output goes to must not be replaced under it.
    private static readonly string[] StandardOutput = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    private const string NowhereAtAll = "/dev/null";

    /// <summary>Whether a path means standard output.</summary>
    public static bool IsStandardOutput(string path) => StandardOutput.Contains(path);

    /// <summary>Refuses two reports in one place: the second would end the first.</summary>
    /// <param name="places">The options, and the paths behind them.</param>
    /// <exception cref="UsageException">There are two.</exception>
    public static void Check(IEnumerable<(string Option, string Path)> places)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string option, string path) in places)
        {
            string place = PlaceOf(path);
            if (place == NowhereAtAll)
            {
                continue;
            }

            if (!taken.TryAdd(place, option))
            {
                throw new UsageException(IsStandardOutput(place)
                    ? $"{option}: {taken[place]} goes to standard output already; give one of them a file"
                    : $"{option}: {taken[place]} goes to '{path}' already; give each report a file of its own");
            }
        }
    }

    /// <summary>Tells why a file can't be written; not in the exception's own words where they name the temporary file, of which nobody has heard.</summary>
    public static string WhyNot(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the file has no name; give one, or - for standard output",
        DirectoryNotFoundException => "there is no such folder; make it first",
        FileNotFoundException => "no file can be made there; choose another folder",
        UnauthorizedAccessException => "it may not be written there; check its permissions",
        _ => exception.Message,
    };

    private static string PlaceOf(string path)
    {
        if (path.Length == 0 || IsStandardOutput(path))
        {
            return path.Length == 0 ? path : StandardOutput[0];
        }

        try
        {
            // The folder may be a link as well as the file.
            string full = Path.GetFullPath(path);
            string folder = Path.GetDirectoryName(full) ?? "/";
            return Target(new FileInfo(Path.Combine(Target(new DirectoryInfo(folder)), Path.GetFileName(full))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It can't be opened either, and whoever tries says why.
            return path;
        }
    }

    /// <summary>Where a link leads; what is none, or is not there, is its own target.</summary>
    private static string Target(FileSystemInfo entry) => entry.LinkTarget is null ? entry.FullName : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName;
}
