using System.Text.RegularExpressions;
using AesniCheck.Files;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>If the record of a fault can't be written to its file at the end of the run, it is saved elsewhere, and standard error says where.</summary>
public sealed partial class FallbackPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FallbackPlacesTests()
    {
        Requirement.AesInstructions();
        Directory.CreateDirectory(_folder["spare"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--json")]
    [InlineData("--html")]
    [InlineData("--ocptv")]
    public void WhereTheDiskIsFullTheRecordIsInTheFolderForTemporaryFiles(string option)
    {
        ProcessResult result = Faulty(option, "/dev/full").In(_folder).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Error, line => line == $"aesnicheck: {option}: the report can't be written to '/dev/full': the disk is full; free some space, or choose another disk");
        AssertKept(result, _folder["spare"]);
    }

    /// <summary>A disk that was not full when the run began.</summary>
    [Fact]
    public void ADiskThatHasBecomeFullIsSuchAPlace()
    {
        ProcessResult result = WithMounts("mkdir full && mount -t tmpfs -o size=8k full full && dd if=/dev/zero of=full/rest bs=8k count=1 2>/dev/null", Faulty("--json", "full/run.json"));

        Assert.Equal(1, result.ExitCode);
        AssertKept(result, _folder["spare"]);
    }

    [Fact]
    public void WhereTheFolderForTemporaryFilesIsFullTooAnotherTakesTheRecord()
    {
        ProcessResult result = WithMounts(
            "mkdir shm && mount --bind shm /dev/shm && for folder in /tmp /var/tmp; do mount --bind $folder $folder && mount -o remount,bind,ro $folder; done",
            Faulty("--json", "/dev/full").With("TMPDIR", "/proc"));

        Assert.Equal(1, result.ExitCode);
        string kept = Assert.Single(Directory.GetFiles(_folder["shm"]));
        Assert.Equal(Outcome.Fault, RecordFiles.Read(kept).Outcome);
        Assert.Contains(result.Error, line => line.Contains($"'/dev/shm/{Path.GetFileName(kept)}'", StringComparison.Ordinal));
    }

    [Fact]
    public void AFolderThatWasRemovedIsSuchAPlace()
    {
        Directory.CreateDirectory(_folder["inner"]);
        using RunningProcess process = Faulty("--json", "inner/run.json").In(_folder).Start();
        process.EndInput();
        ProcessTable.WaitForFileIn(process, _folder);
        Directory.Delete(_folder["inner"], recursive: true);
        ProcessResult result = process.WaitForEnd();

        Assert.Equal(1, result.ExitCode);
        AssertKept(result, _folder["spare"]);
    }

    /// <summary>The limit applies to every file, and its signal does not end the run.</summary>
    [Theory]
    [InlineData("--json")]
    [InlineData("--ocptv")]
    public void WhereNoFileCanBeWrittenTheRecordIsOnStandardError(string option)
    {
        Invocation product = Faulty(option, "report");

        // The runtime maps its own code through a file, if it is let.
        ProcessResult result = Invocation.Of("sh", ["-c", "ulimit -f 0; exec \"$@\"", "sh", product.Executable, .. product.Arguments]).In(_folder)
            .With("AESNICHECK_DOUBLE", "one-pattern").With("DOTNET_EnableWriteXorExecute", "0").Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Error, line => line.EndsWith("'report': it is larger than this process may write; raise the limit (ulimit -f)", StringComparison.Ordinal));
        int begin = result.Error.ToList().FindIndex(line => line == "{");
        Assert.Equal("aesnicheck: the record can't be saved to any folder; it follows, to the end of standard error", result.Error[begin - 1]);
        RunRecord record = RecordFiles.Parse(string.Join('\n', result.Error.Skip(begin)));
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.NotEmpty(record.Findings);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["spare"]));
    }

    [Fact]
    public void ASummaryThatCannotBeWrittenIsSuchAPlaceIfThereIsNoReport()
    {
        Invocation product = Faulty();
        ProcessResult result = Invocation.Of("sh", ["-c", "exec \"$@\" >/dev/full", "sh", product.Executable, .. product.Arguments]).In(_folder)
            .With("AESNICHECK_DOUBLE", "one-pattern").With("TMPDIR", _folder["spare"]).Run();

        Assert.Equal(1, result.ExitCode);
        AssertKept(result, _folder["spare"]);
    }

    private static void AssertKept(ProcessResult result, string folder)
    {
        string path = Assert.Single(result.Error.Select(line => Kept().Match(line)), match => match.Success).Groups[1].Value;
        Assert.Equal(folder, Path.GetDirectoryName(path));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(path));
        RunRecord record = RecordFiles.Read(path);
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.NotEmpty(record.Findings);
    }

    private Invocation Faulty(params ReadOnlySpan<string> reports) =>
        Invocation.OfDouble("one-pattern", ["gate", "--stop-on-first", "--duration", "1h", "--probes", "block", "--stress", "none", .. reports]).With("TMPDIR", _folder["spare"]);

    /// <summary>Runs it after mounts that no other process sees.</summary>
    private ProcessResult WithMounts(string mounts, Invocation invocation)
    {
        Requirement.Program("unshare");
        Assert.SkipUnless(Invocation.Of("unshare", "-m", "true").Run().ExitCode == 0, "Nothing may be mounted here.");
        return (invocation with { Executable = "unshare", Arguments = ["-m", "sh", "-c", $"{mounts} && exec \"$@\"", "sh", invocation.Executable, .. invocation.Arguments] }).In(_folder).Run();
    }

    [GeneratedRegex("^aesnicheck: the record was saved to '(.*)' instead; move it to permanent storage$")]
    private static partial Regex Kept();
}
