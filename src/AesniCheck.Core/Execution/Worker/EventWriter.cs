using System.Text.Json;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Writes events to the supervisor, a line each. Thread-safe. A pipe that is full makes the writer wait: nothing is dropped.
/// </summary>
/// <param name="stream">The pipe.</param>
internal sealed class EventWriter(Stream stream)
{
    private readonly Lock _lock = new();

    /// <summary>Writes events one after the other.</summary>
    /// <exception cref="IOException">The supervisor is gone.</exception>
    public void Write(IEnumerable<WorkerEvent> workerEvents)
    {
        foreach (WorkerEvent workerEvent in workerEvents)
        {
            Write(workerEvent);
        }
    }

    /// <summary>Writes one event, whole, before it returns.</summary>
    /// <exception cref="IOException">The supervisor is gone.</exception>
    public void Write(WorkerEvent workerEvent)
    {
        // In one piece: whoever is killed meanwhile leaves as little half-written as can be.
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
