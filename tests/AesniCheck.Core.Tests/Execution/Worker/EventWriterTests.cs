using System.Text;
using System.Text.Json;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class EventWriterTests
{
    [Fact]
    public void LinesOfManyThreadsStayWhole()
    {
        using var stream = new MemoryStream();
        var writer = new EventWriter(stream);
        Thread[] threads =
        [
            .. Enumerable.Range(0, 4).Select(worker => new Thread(() =>
            {
                for (int i = 0; i < 200; i++)
                {
                    writer.Write(new WorkerMisplaced(worker, i, "Invalid argument"));
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        IEnumerable<WorkerMisplaced> read = text.TrimEnd('\n').Split('\n').Select(line =>
             Assert.IsType<WorkerMisplaced>(JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)));
        Assert.Equal(
            Enumerable.Range(0, 800).Select(i => (i / 200, (int?)(i % 200))),
            read.Select(placed => (placed.Worker, placed.Cpu)).Order());
    }

    [Fact]
    public void AnEventIsFlushedBeforeWriteReturns()
    {
        using var pipe = new MemoryStream();
        using var buffered = new BufferedStream(pipe, 1_000_000);
        new EventWriter(buffered).Write(new WorkerMisplaced(1, 2, "Invalid argument"));
        Assert.Equal((byte)'\n', pipe.ToArray()[^1]);
    }
}
