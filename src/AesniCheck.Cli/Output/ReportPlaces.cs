using AesniCheck.Basics;
using AesniCheck.Files;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>Where reports go: files, and what is open already, standard output above all.</summary>
internal static class ReportPlaces
{
    private const string StandardOutput = "-";
    private const string NowhereAtAll = "/dev/null";

    /// <summary>Whether a path means standard output.</summary>
    public static bool IsStandardOutput(string path) => DescriptorOf(path) == StandardFile.Output;

    /// <summary>The descriptor of what a path means that is open already; null where it is the name of a file.</summary>
    public static int? DescriptorOf(string path) => path == StandardOutput ? StandardFile.Output : OpenFiles.DescriptorOf(path);

    /// <summary>
    /// What is open already at a path, if that is what it means: a file that it leads to must be neither replaced nor cut off under those who write
    /// to it as well. Null where it is the name of a file.
    /// </summary>
    /// <exception cref="IOException">It can't be written to; but not of standard output, which the answer is for even where it is closed. Or the path leads nowhere, or over a link that another user may have planted.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be searched.</exception>
    /// <exception cref="ArgumentException">It is not a path.</exception>
    public static Stream? OpenAlready(string path)
    {
        if (path == StandardOutput)
        {
            return new StandardStream(StandardFile.Output);
        }

        using FilePlace place = FileWalk.To(path);
        return place.Descriptor switch
        {
            null => null,
            { } descriptor when descriptor == StandardFile.Output || StandardFile.IsWritable(descriptor) => new StandardStream(descriptor),
            { } descriptor when StandardFile.IsGiven(descriptor) => throw new IOException("it is open, but not for writing; give another, or a file"),
            _ => throw new IOException("no such file is open; open it for this program, or give a file"),
        };
    }

    /// <summary>Refuses two reports in one place: the second would end the first.</summary>
    /// <param name="places">The options, and the paths behind them.</param>
    /// <exception cref="UsageException">There are two.</exception>
    public static void Check(IEnumerable<(string Option, string Path)> places)
    {
        var taken = new List<(string Option, string Path, Place Place)>();
        foreach ((string option, string path) in places)
        {
            Place place = Place.Of(path);
            if (place.Name == NowhereAtAll)
            {
                continue;
            }

            if (taken.FirstOrDefault(other => other.Place.IsSame(place)) is { Option: { } earlier })
            {
                throw new UsageException(IsStandardOutput(path)
                    ? $"{option}: {earlier} goes to standard output already; give one of them a file"
                    : $"{option}: {earlier} goes to '{Excerpt.OfLine(path)}' already; give each report a file of its own");
            }

            taken.Add((option, path, place));
        }
    }

    /// <summary>Tells why a file can't be written; not in the exception's own words where they name the temporary file, of which nobody has heard.</summary>
    public static string WhyNot(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the file has no name; give one, or - for standard output",
        DirectoryNotFoundException => "the folder does not exist; make it first",
        FileNotFoundException => "no file can be made there; choose another folder",
        UnauthorizedAccessException => "it may not be written there; check its permissions",
        IOException { HResult: Errno.ENOSPC or Errno.EDQUOT } => "the disk is full; free some space, or choose another disk",
        IOException { HResult: Errno.EFBIG } => "it is larger than this process may write; raise the limit (ulimit -f)",
        IOException { HResult: Errno.EROFS } => "its file system is read-only; choose another",

        // What the system says; the runtime puts the file behind it.
        _ => exception.Message.Split(" : '")[0],
    };

    /// <summary>Where a file is, whether it is there yet or not.</summary>
    /// <param name="Folder">Its folder; empty for what is open already.</param>
    /// <param name="Name">Its name there.</param>
    private readonly record struct Place(string Folder, string Name)
    {
        public static Place Of(string path)
        {
            if (DescriptorOf(path) is { } descriptor)
            {
                return new Place("", OpenFiles.PathOf(descriptor));
            }

            if (path.Length == 0 || path == NowhereAtAll)
            {
                return new Place("", path);
            }

            try
            {
                var file = new FileInfo(Path.GetFullPath(path));
                string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
                return new Place(Path.GetDirectoryName(target) ?? "/", Path.GetFileName(target));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // It can't be opened either, and whoever tries says why.
                return new Place("", path);
            }
        }

        private bool IsOpenAlready => Folder.Length == 0;

        /// <summary>Whether two are one place. Any folder on the way may be a link: only the system knows whether two of them are one.</summary>
        public bool IsSame(Place other) => IsOpenAlready || other.IsOpenAlready
            ? Name == other.Name || IsSameFile(other)
            : Name == other.Name && (Folder == other.Folder || FileIdentity.AreSame(Folder, other.Folder));

        /// <summary>Whether two lead to one file; a terminal or a pipe may well take two.</summary>
        private bool IsSameFile(Place other)
        {
            string path = Path.Combine(Folder, Name);
            return !SpecialFiles.IsAt(path) && FileIdentity.AreSame(path, Path.Combine(other.Folder, other.Name));
        }
    }
}
