using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>The least that the system must grant for a run. With less the runtime fails here or there; with a little more, single stressors do.</summary>
internal static class RoomToWork
{
    // Threads of the supervisor that begin later, and those of a worker process beside the workers: the runtime's, and those that read and watch.
    private const int OtherTasks = 32;

    // In one file, or beside its parts: each of those takes two files for as long as the process lives.
    private const int OpenFilesOfOneFile = 64;
    private const int OpenFilesOfManyFiles = 128;

    // What a process has open when its program begins, the standard streams among it; what its parent left open comes on top of that.
    private const int OpenAtStart = 32;

    // A part that is there unless the program is one file. It is asked for by name, which opens nothing.
    private const string Part = "AesniCheck.Core.dll";

    /// <summary>How many files must be allowed to be open.</summary>
    public static int OpenFiles => File.Exists(Path.Combine(AppContext.BaseDirectory, Part)) ? OpenFilesOfManyFiles : OpenFilesOfOneFile;

    /// <summary>How many tasks a run with few workers takes.</summary>
    public static int Tasks => OtherTasks;

    /// <summary>Why a process can't open as many files as it needs, in a sentence without its end; null where it can. Opens none.</summary>
    public static string? LackOfFiles() => OpenFileLimit.Limit() is { } limit ? LackOfFiles(limit, OpenFileLimit.Count(limit), OpenFiles) : null;

    /// <summary>The same from numbers.</summary>
    /// <param name="limit">How many may be open.</param>
    /// <param name="open">How many are, as the program begins.</param>
    /// <param name="needed">How many a program needs that begins with the usual ones.</param>
    public static string? LackOfFiles(long limit, long open, long needed)
    {
        long all = needed + Math.Max(0, open - OpenAtStart);
        return limit < all ? Shortage.OpenFiles(limit, all) : null;
    }

    /// <summary>Why a run can't have as many threads as it needs, in a sentence without its end; null where it can, or nothing limits them.</summary>
    /// <param name="room">What limits them.</param>
    /// <param name="workers">The number of its workers.</param>
    public static string? LackOfTasks(TaskRoom? room, int workers) => room is not null && room.Free < OtherTasks + workers ? room.Advice(OtherTasks + workers) : null;
}
