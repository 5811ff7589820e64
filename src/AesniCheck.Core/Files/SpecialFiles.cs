using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

// The stream owns the file.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>Files that are not regular: devices, pipes, sockets, folders.</summary>
internal static class SpecialFiles
{
    /// <summary>Whether a path leads to a device, a pipe, a socket or a folder; links are followed.</summary>
    public static bool IsAt(string path) => FileStatus.IsSpecial(path);

    /// <summary>Opens a special file for writing. Waits for the reader of a pipe.</summary>
    /// <param name="place">The place, which is disposed.</param>
    /// <param name="path">The path that the user gave, for messages.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">The file can't be written to, or another user may have planted it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It had no reader when <paramref name="stop"/> was set.</exception>
    public static FileStream Open(FilePlace place, string path, CancellationToken stop)
    {
        if (place.Facts is { } facts && !place.MayUse(facts))
        {
            place.Dispose();
            throw new IOException(PlantedEntries.Refusal(facts, path, path));
        }

        // Only a signal ends open(2), and signals go to other threads: the waiting thread is abandoned, with the place.
        Task<FileStream> opening = Task.Factory.StartNew(() => Open(place), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            Task.WaitAny([opening], stop);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException($"stopped on request before the run began, while waiting for a reader of '{path}'", stop);
        }

        return opening.GetAwaiter().GetResult();
    }

    private static FileStream Open(FilePlace place)
    {
        using (place)
        {
            if (place.Descriptor is { } descriptor)
            {
                return new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            }

            string path = FolderEntries.PathOf(place.Entry!);
            if (File.Exists(path))
            {
                // The file that was checked, whatever its name refers to now.
                return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            }

            SafeFileHandle file = FolderEntries.TryOpen(place.Folder, place.Name, waits: true, out int error) ?? throw FileErrors.At(error);
            if (FileStatus.PropertiesOf(file).Identity == place.Facts?.Identity)
            {
                return new FileStream(file, FileAccess.Write, bufferSize: 0);
            }

            file.Dispose();
            throw new IOException("another file took its place; choose a folder that only you can write to");
        }
    }
}
