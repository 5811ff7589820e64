using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class WorkerPlacesTests
{
    private readonly WorkerPlaces _places = new(6);

    [Fact]
    public void WorkersShareTheCpuThatTheyWereLastOn()
    {
        // Worker 5 has not begun.
        foreach ((int worker, int cpu) in ((int, int)[])[(0, 0), (1, 0), (2, 9), (3, 9), (4, 0)])
        {
            _places.Note(worker, cpu);
        }

        Assert.Equal([3, 2], _places.Sharing(2, 9, 9));
        Assert.Equal([1, 4, 0], _places.Sharing(0, 0, 0));

        _places.Note(4, 9);
        Assert.Equal([3, 4, 2], _places.Sharing(2, 9, 9));
        Assert.Equal([1, 0], _places.Sharing(0, 0, 0));
    }

    [Fact]
    public void AWorkerThatMovedSharesBothCpus()
    {
        _places.Note(0, 0);
        _places.Note(1, 9);
        _places.Note(2, 5);
        Assert.Equal([0, 1, 3], _places.Sharing(3, 0, 9));
    }

    [Fact]
    public void AWorkerThatNobodySharesWithIsAlone() => Assert.Equal([3], _places.Sharing(3, 0, 0));
}
