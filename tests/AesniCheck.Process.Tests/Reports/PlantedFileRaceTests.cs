using AesniCheck.Files;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Another user who exchanges the entry all the time, to be faster than the check. An attempt may be refused or succeed; the target always stays.</summary>
public sealed class PlantedFileRaceTests : IDisposable
{
    private const int Attempts = 500;

    private readonly TwoUsers _users = new();

    public void Dispose() => _users.Dispose();

    [Theory]
    [InlineData("ln -s \"$1\" report", false)]
    [InlineData("ln -s \"$1\" report", true)]
    [InlineData("mkfifo report", false)]
    [InlineData("mkfifo report", true)]
    public void TheEntryThatIsCheckedIsTheOneThatIsUsed(string plant, bool streamed) =>
        AssertKeptWhile($"echo >report; rm -f report; {plant}; rm -f report", "report", streamed);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFolderThatBecomesALinkIsNotFollowed(bool streamed) =>
        AssertKeptWhile("mkdir way; chmod 777 way; rm -rf way; ln -s \"$(dirname \"$1\")\" way; rm -f way", "way/target", streamed);

    private void AssertKeptWhile(string change, string name, bool streamed)
    {
        string place = _users.InShared(name);
        using RunningProcess other = _users.Planting($"i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); {change}; done 2>/dev/null").Start();
        using var limit = new CancellationTokenSource(RunningProcess.Limit);
        for (int i = 0; i < Attempts; i++)
        {
            try
            {
                Write(place, streamed, limit.Token);
                if (!name.Contains('/', StringComparison.Ordinal))
                {
                    // Else the other user removes it, with its folder: a path over a folder of his is not safe to delete by.
                    File.Delete(place);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Refused, or gone again.
            }
        }

        Assert.Equal("keep", File.ReadAllText(_users.Target));
        Assert.Equal("0 600", TwoUsers.OwnerAndModeOf(_users.Target));
        Assert.Equal([_users.Target], Directory.GetFileSystemEntries(_users.Private));
    }

    private static void Write(string path, bool streamed, CancellationToken stop)
    {
        if (streamed)
        {
            using FileStream stream = StreamedFile.Open(path, AtomicFile.OwnerOnly, stop);
            stream.Write("report"u8);
            return;
        }

        using AtomicFile file = AtomicFile.Create(path, stop: stop);
        file.Commit("report"u8);
    }
}
