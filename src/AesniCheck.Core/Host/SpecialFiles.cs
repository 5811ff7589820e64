using AesniCheck.Host.Interop;

namespace AesniCheck.Host;

/// <summary>What looks like a file, and is none: devices, pipes, sockets, folders.</summary>
internal static class SpecialFiles
{
    /// <summary>Whether a device, a pipe, a socket or a folder stands at a path; links are followed.</summary>
    public static bool IsAt(string path) => FileStatus.IsSpecial(path);

    /// <summary>Opens one for writing. For a pipe that takes somebody who reads from it, and is waited for.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="IOException">It can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    /// <exception cref="OperationCanceledException">Nobody read from it until <paramref name="stop"/> was set.</exception>
    public static FileStream Open(string path, CancellationToken stop)
    {
        // Nothing but a signal ends open(2), and signals go to other threads: the one that waits in it is left behind.
        Task<FileStream> opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            Task.WaitAny([opening], stop);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException($"stopped on request before anything was done, as nobody read from '{path}'", stop);
        }

        return opening.GetAwaiter().GetResult();
    }
}
