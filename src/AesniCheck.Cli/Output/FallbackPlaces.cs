using System.Globalization;
using System.Text;
using AesniCheck.Files;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>
/// Keeps a record that could not be written to its destination. A fault may be so rare that it is not seen again, so almost any other place is better than
/// none: a file, if possible in a folder that survives a reboot; otherwise standard error.
/// </summary>
internal static class FallbackPlaces
{
    private const string FolderVariable = "TMPDIR";

    // /var/tmp survives a reboot. /dev/shm is memory: it has room even if every disk is full.
    private static readonly string[] Folders = ["/var/tmp", "/tmp", "/dev/shm"];

    /// <summary>Keeps a record, and reports its place in a line on standard error.</summary>
    /// <param name="json">The record.</param>
    /// <param name="hurry">Set once there should be no further wait for the reader of standard error.</param>
    public static void Keep(ReadOnlyMemory<byte> json, CancellationToken hurry)
    {
        // A relative path means a different folder in each process.
        string? chosen = Environment.GetEnvironmentVariable(FolderVariable);
        if (FallbackFile.TryWrite(Path.IsPathRooted(chosen) ? [chosen, .. Folders] : Folders, ".json", json.Span) is { } path)
        {
            ConsoleLines.Error($"the record was saved to '{path}' instead; move it to permanent storage");
            return;
        }

        ConsoleLines.Error("the record can't be saved to any folder; it follows, to the end of standard error");
        using var output = new StandardStream(StandardFile.Error);
        using var queue = new QueuedStream(output);
        queue.Write(Encoding.ASCII.GetBytes(Ascii(Encoding.UTF8.GetString(json.Span))));
        _ = queue.Finish(hurry);
    }

    /// <summary>Returns the same JSON in ASCII, for terminals and logs. In JSON, all other characters are in strings, where each can be an escape.</summary>
    internal static string Ascii(string json)
    {
        var ascii = new StringBuilder(json.Length);
        foreach (char character in json)
        {
            _ = character is '\n' or (>= ' ' and <= '~') ? ascii.Append(character) : ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return ascii.ToString();
    }
}
