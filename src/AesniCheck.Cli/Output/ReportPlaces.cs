using AesniCheck.Basics;
using AesniCheck.Files;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>The destinations of reports: files, and descriptors that are already open, mainly standard output.</summary>
internal static class ReportPlaces
{
    private const string StandardOutput = "-";
    private const string NullDevice = "/dev/null";

    /// <summary>Returns whether a path means standard output.</summary>
    public static bool IsStandardOutput(string path) => DescriptorOf(path) == StandardFile.Output;

    /// <summary>Returns the descriptor if a path means one that is already open; null if it is the name of a file.</summary>
    public static int? DescriptorOf(string path) => path == StandardOutput ? StandardFile.Output : OpenFiles.DescriptorOf(path);

    /// <summary>
    /// Opens a path that means an open descriptor: a file behind it must be neither replaced nor truncated, since other processes may be writing to it as well.
    /// Returns null if the path is the name of a file.
    /// </summary>
    /// <exception cref="IOException">
    /// The descriptor can't be written to (not thrown for standard output, to which the answer goes even if it is closed), or the path leads nowhere, or over a
    /// link that another user may have planted.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the path may not be searched.</exception>
    /// <exception cref="ArgumentException">The path is invalid.</exception>
    public static Stream? TryOpenDescriptor(string path)
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
            { } descriptor when StandardFile.IsInherited(descriptor) => throw new IOException("it is open, but not for writing; give another, or a file"),
            _ => throw new IOException("no such file is open; open it for this program, or give a file"),
        };
    }

    /// <summary>Refuses two reports in one place: the second would overwrite the first.</summary>
    /// <param name="places">The options and their paths.</param>
    /// <exception cref="UsageException">Two of them are the same place.</exception>
    public static void Check(IEnumerable<(string Option, string Path)> places)
    {
        var taken = new List<(string Option, string Path, Place Place)>();
        foreach ((string option, string path) in places)
        {
            Place place = Place.Of(path);
            if (place.Name == NullDevice)
            {
                continue;
            }

            if (taken.FirstOrDefault(other => other.Place.IsSame(place)) is { Option: { } earlier })
            {
                throw new UsageException(IsStandardOutput(path)
                    ? $"{option}: {earlier} already goes to standard output; give one of them a file"
                    : $"{option}: {earlier} already goes to '{Excerpt.OfLine(path)}'; give each report its own file");
            }

            taken.Add((option, path, place));
        }
    }

    /// <summary>Returns why a file can't be written; not in the exception's own words if they name the temporary file, which the user does not know.</summary>
    public static string WhyNot(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the file has no name; give one, or - for standard output",
        DirectoryNotFoundException => "the folder does not exist; make it first",
        FileNotFoundException => "no file can be made there; choose another folder",
        UnauthorizedAccessException => "permission denied; check the permissions",
        IOException { HResult: Errno.ENOSPC or Errno.EDQUOT } => "the disk is full; free some space, or choose another disk",
        IOException { HResult: Errno.EFBIG } => "it is larger than this process may write; raise the limit (ulimit -f)",
        IOException { HResult: Errno.EROFS } => "its file system is read-only; choose another",

        // The system's message; the runtime appends the file name.
        _ => exception.Message.Split(" : '")[0],
    };

    /// <summary>The place of a file, whether or not it exists yet.</summary>
    /// <param name="Folder">Its folder; empty for an open descriptor.</param>
    /// <param name="Name">Its name in the folder.</param>
    private readonly record struct Place(string Folder, string Name)
    {
        public static Place Of(string path)
        {
            if (DescriptorOf(path) is { } descriptor)
            {
                return new Place("", OpenFiles.PathOf(descriptor));
            }

            if (path.Length == 0 || path == NullDevice)
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
                // It can't be opened either, and the attempt to open it reports why.
                return new Place("", path);
            }
        }

        private bool IsOpenAlready => Folder.Length == 0;

        /// <summary>Returns whether two places are the same. Any folder on the path may be a link: only the system knows whether two folders are the same.</summary>
        public bool IsSame(Place other) => IsOpenAlready || other.IsOpenAlready
            ? Name == other.Name || IsSameFile(other)
            : Name == other.Name && (Folder == other.Folder || FileIdentity.AreSame(Folder, other.Folder));

        /// <summary>Returns whether two places lead to the same file; a terminal or a pipe may be used twice.</summary>
        private bool IsSameFile(Place other)
        {
            string path = Path.Combine(Folder, Name);
            return !SpecialFiles.IsAt(path) && FileIdentity.AreSame(path, Path.Combine(other.Folder, other.Name));
        }
    }
}
