using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>The folders in which a controller shows the cgroup of this process, and those above it.</summary>
/// <param name="IsUnified">Whether the controller is of version 2, with its different file names.</param>
/// <param name="Paths">The folders below the root, without a leading slash: the process's own first, the root of the mount last.</param>
internal sealed record CgroupFolders(bool IsUnified, IReadOnlyList<string> Paths)
{
    private const string Mount = "sys/fs/cgroup";
    private const string HybridMount = $"{Mount}/unified";

    // No line of version 1 contains this name, so the tree of version 2 is found.
    private const string NoController = ":";

    /// <summary>Finds the folders at their usual places; null if the controller has no cgroup here.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="controller">The kernel's name of the controller.</param>
    public static CgroupFolders? Find(HostFiles files, string controller) =>
        PathOf(files.Read("proc/self/cgroup"), controller) is (string path, bool isUnified) ? At(files, path, isUnified, controller) : null;

    /// <summary>Returns the folders of a process's own cgroups, in the hierarchy of a controller and in that of version 2: a hybrid system has both.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="text">The text of <c>/proc/PID/cgroup</c>.</param>
    /// <param name="controller">The kernel's name of the controller.</param>
    public static IEnumerable<string> FoldersOf(HostFiles files, string? text, string controller)
    {
        (string Path, bool IsUnified)?[] found = [PathOf(text, controller), PathOf(text, NoController)];
        return found.OfType<(string Path, bool IsUnified)>().Distinct().Select(cgroup => At(files, cgroup.Path, cgroup.IsUnified, controller).Paths[0]);
    }

    /// <summary>
    /// Parses the text of <c>/proc/self/cgroup</c>, lines of <c>hierarchy:controllers:path</c>: cgroups(7). A controller of version 1 takes precedence over
    /// the tree of version 2, which does not have that controller then.
    /// </summary>
    public static (string Path, bool IsUnified)? PathOf(string? text, string controller)
    {
        (string, bool)? found = null;
        foreach (string line in (text ?? "").Split('\n'))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length == 3 && fields[1].Split(',').Contains(controller))
            {
                return (fields[2], false);
            }

            if (fields is ["0", "", _])
            {
                found = (fields[2], true);
            }
        }

        return found;
    }

    private static CgroupFolders At(HostFiles files, string path, bool isUnified, string controller)
    {
        string mount = !isUnified ? $"{Mount}/{controller}" : files.HasFolder(HybridMount) ? HybridMount : Mount;

        // In a container the path may be the host's, while the mount shows only the container: then the mount's root is meant.
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool isVisible = !names.Contains("..") && files.HasFolder(string.Join('/', [mount, .. names]));
        int depth = isVisible ? names.Length : 0;
        return new CgroupFolders(isUnified, [.. Enumerable.Range(0, depth + 1).Select(i => string.Join('/', [mount, .. names[..(depth - i)]]))]);
    }
}
