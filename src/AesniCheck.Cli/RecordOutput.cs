using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>
/// Where an answer goes: its record into a file or to standard output, its words to the terminal. Made first of all, so that a file that can't
/// be written is known before anything is done.
/// </summary>
internal sealed class RecordOutput : IDisposable
{
    // All names of it, since a file that standard output goes to must not be replaced under it.
    private static readonly string[] StandardOutputs = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    private readonly bool _toStandardOutput;
    private readonly AtomicFile? _file;

    /// <param name="json">The file for the record, <c>-</c> for standard output, or null for no record.</param>
    /// <exception cref="UsageException">It can't be written there.</exception>
    public RecordOutput(string? json)
    {
        _toStandardOutput = json is not null && IsStandardOutput(json);
        _file = json is null || _toStandardOutput ? null : Open("--json", json);
    }

    /// <summary>Whether a path means standard output.</summary>
    public static bool IsStandardOutput(string path) => StandardOutputs.Contains(path);

    /// <summary>Begins a file for a report.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its place.</param>
    /// <exception cref="UsageException">It can't be written there.</exception>
    public static AtomicFile Open(string option, string path)
    {
        try
        {
            return AtomicFile.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: the report can't be written to '{path}': {Explain(exception, path)}");
        }
    }

    /// <summary>Writes record and words. Each is tried, whatever becomes of the other.</summary>
    /// <param name="record">The record.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="words">The words. They go to standard output, unless the record goes there.</param>
    /// <returns>Whether both are written; if not, standard error tells why.</returns>
    public bool Write<T>(T record, JsonTypeInfo<T> type, IEnumerable<string> words)
    {
        bool written = Try(() => WriteRecord(record, type), "the report can't be written");
        bool told = Try(() => WriteWords(words), "the summary can't be written");
        return written && told;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void WriteRecord<T>(T record, JsonTypeInfo<T> type)
    {
        if (_file is null && !_toStandardOutput)
        {
            return;
        }

        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(record, type), (byte)'\n'];
        _file?.Commit(json);
        if (_toStandardOutput)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(json);
        }
    }

    private void WriteWords(IEnumerable<string> words)
    {
        TextWriter output = _toStandardOutput ? Console.Error : Console.Out;
        foreach (string line in words)
        {
            output.WriteLine(line);
        }
    }

    private static bool Try(Action write, string failure)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Messages.Error($"{failure}: {exception.Message}");
            return false;
        }
    }

    /// <summary>Not the exception's own words where they name the temporary file, of which nobody has heard.</summary>
    private static string Explain(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the file has no name; give one, or - for standard output",
        DirectoryNotFoundException => "there is no such folder; make it first",
        FileNotFoundException => "no file can be made there; choose another folder",
        UnauthorizedAccessException => "it may not be written there; check its permissions",
        _ => exception.Message,
    };
}
