using System.Text.Json;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Writes events to the supervisor, one a line. Thread-safe. If the pipe is full, the writer waits: nothing is dropped.
/// </summary>
/// <param name="stream">The pipe.</param>
internal sealed class EventWriter(Stream stream)
{
    private readonly Lock _lock = new();

    /// <summary>Writes events one after the other.</summary>
    /// <exception cref="IOException">The supervisor has ended.</exception>
    public void Write(IEnumerable<WorkerEvent> workerEvents)
    {
        foreach (WorkerEvent workerEvent in workerEvents)
        {
            Write(workerEvent);
        }
    }

    /// <summary>Writes one event completely before it returns.</summary>
    /// <exception cref="IOException">The supervisor has ended.</exception>
    public void Write(WorkerEvent workerEvent)
    {
        // In one write, so that a process killed meanwhile leaves as little of a truncated line as possible.
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(workerEvent, EventJson.Default.WorkerEvent);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        lock (_lock)
        {
            stream.Write(line);
            stream.Flush();
        }
    }
}
