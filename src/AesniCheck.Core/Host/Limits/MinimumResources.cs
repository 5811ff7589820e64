using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>The minimum that the system must grant for a run. With less, the runtime fails in arbitrary places; with a little more, single stressors fail.</summary>
internal static class MinimumResources
{
    // Threads of the supervisor that start later, and threads of a worker process besides the workers: the runtime's, and those that read and watch.
    private const int OtherTasks = 32;

    // For a program in one file, or beside its parts: each of those takes two files for the lifetime of the process.
    private const int OpenFilesOfOneFile = 64;
    private const int OpenFilesOfManyFiles = 128;

    // The files that are open when a program begins, including the standard streams; files left open by its parent come on top of that.
    private const int OpenAtStart = 32;

    // A part that exists unless the program is one file. It is looked up by name, which opens nothing.
    private const string Part = "AesniCheck.Core.dll";

    /// <summary>The number of files that must be allowed to be open.</summary>
    public static int OpenFiles => File.Exists(Path.Combine(AppContext.BaseDirectory, Part)) ? OpenFilesOfManyFiles : OpenFilesOfOneFile;

    /// <summary>The number of tasks that a run with few workers takes.</summary>
    public static int Tasks => OtherTasks;

    /// <summary>Why a process can't open as many files as it needs, as a clause; null if it can. Opens no file.</summary>
    public static string? LackOfFiles() => OpenFileLimit.Limit() is { } limit ? LackOfFiles(limit, OpenFileLimit.Count(limit), OpenFiles) : null;

    /// <summary>The same from given numbers.</summary>
    /// <param name="limit">The limit on open files.</param>
    /// <param name="open">The number of open files when the program begins.</param>
    /// <param name="needed">The number needed by a program that begins with the usual ones.</param>
    public static string? LackOfFiles(long limit, long open, long needed)
    {
        long all = needed + Math.Max(0, open - OpenAtStart);
        return limit < all ? Shortage.OpenFiles(limit, all) : null;
    }

    /// <summary>Why a run can't have as many threads as it needs, as a clause; null if it can, or if there is no limit.</summary>
    /// <param name="room">The limit, or null.</param>
    /// <param name="workers">The number of workers.</param>
    public static string? LackOfTasks(TaskLimit? room, int workers) => room is not null && room.Free < OtherTasks + workers ? room.Advice(OtherTasks + workers) : null;
}
