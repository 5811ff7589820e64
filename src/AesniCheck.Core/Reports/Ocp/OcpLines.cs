using System.Text.Json;
using AesniCheck.Files;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// Lines of JSON on a stream, each written whole and flushed at once, with its number and time. A stream that breaks never disturbs the run: what
/// comes after is dropped, and where the stream can seek, what is there of the line that broke is cut off. For one thread.
/// </summary>
/// <param name="output">The stream. It should have no buffer of its own, and stays open.</param>
/// <param name="clock">The clock.</param>
internal sealed class OcpLines(Stream output, TimeProvider clock)
{
    private long _count;
    private long _end = output.CanSeek ? output.Position : 0;

    /// <summary>What the first line was lost for; null where all are written.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The time, for what has one of its own.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Writes the version of the specification, the first line of all.</summary>
    public void WriteVersion() => Write(new OcpLine(_count, Now) { SchemaVersion = new OcpSchemaVersion(2, 0) });

    /// <summary>Writes what is about the run as a whole.</summary>
    public void Write(OcpRunArtifact artifact) => Write(new OcpLine(_count, Now) { TestRunArtifact = artifact });

    /// <summary>Writes what is about a step.</summary>
    public void Write(OcpStepArtifact artifact) => Write(new OcpLine(_count, Now) { TestStepArtifact = artifact });

    private void Write(OcpLine line)
    {
        if (Failure is not null)
        {
            return;
        }

        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, OcpJson.Plain.OcpLine), (byte)'\n'];
        try
        {
            output.Write(bytes);
            output.Flush();
            _count++;
            _end += bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            Failure = exception is ArgumentOutOfRangeException ? FileErrors.TooLarge() : exception;
            CutOff();
        }
    }

    private void CutOff()
    {
        try
        {
            if (output.CanSeek)
            {
                output.SetLength(_end);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // A device has no length, say. Then half a line stays; readers know it by the newline that it lacks.
        }
    }
}
