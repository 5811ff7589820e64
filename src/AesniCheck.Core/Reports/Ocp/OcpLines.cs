using System.Text.Json;
using AesniCheck.Files;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// Writes lines of JSON to a stream, each with its number and time, in one piece and flushed at once. A broken stream never disturbs the run: later lines are
/// dropped, and if the stream can seek, the partial line is cut off. Not thread-safe.
/// </summary>
/// <param name="output">The stream. It should be unbuffered, and is left open.</param>
/// <param name="clock">The clock.</param>
internal sealed class OcpLines(Stream output, TimeProvider clock)
{
    private long _count;
    private long _end = output.CanSeek ? output.Position : 0;

    /// <summary>Why the first line was lost; null if all lines were written.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The current time, for members that carry a time of their own.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Writes the version of the specification, which is the first line.</summary>
    public void WriteVersion() => Write(new OcpLine(_count, Now) { SchemaVersion = new OcpSchemaVersion(2, 0) });

    /// <summary>Writes an artifact of the run as a whole.</summary>
    public void Write(OcpRunArtifact artifact) => Write(new OcpLine(_count, Now) { TestRunArtifact = artifact });

    /// <summary>Writes an artifact of a step.</summary>
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
            TruncateToLastLine();
        }
    }

    private void TruncateToLastLine()
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
            // The stream may be a device, which has no length. Then the partial line stays; readers recognise it by its missing newline.
        }
    }
}
