using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Links, pipes and files that another user put in the place of a report. The run is of an impossible kind, which ends soon.</summary>
public sealed class PlantedFileTests : IDisposable
{
    private const string OfOther = "owned by user 65534, in a folder that other users can write to; remove it, or choose a folder that only you can write to";

    private readonly TwoUsers _users = new();

    public void Dispose() => _users.Dispose();

    [Theory]
    [InlineData("--json")]
    [InlineData("--html")]
    [InlineData("--junit")]
    [InlineData("--tap")]
    [InlineData("--prometheus")]
    [InlineData("--ocptv")]
    public void ALinkOfAnotherUserIsRefusedBeforeTheRun(string option)
    {
        _users.Plant("ln -s \"$1\" report");

        AssertRefused(Run(option, "report"), option, $"it is a link {OfOther}");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--ocptv")]
    public void SoIsOneOnTheWay(string option)
    {
        _users.Plant("ln -s \"$(dirname \"$1\")\" way");

        AssertRefused(Run(option, "way/target"), option, $"'{_users.InShared("way")}' is a link {OfOther}", "way/target");
    }

    /// <summary>Its reader, who may never come, would get the record.</summary>
    [Theory]
    [InlineData("--json")]
    [InlineData("--ocptv")]
    public void APipeOfAnotherUserIsNotWaitedFor(string option)
    {
        _users.Plant("mkfifo report");

        AssertRefused(Run(option, "report"), option, $"it is a pipe {OfOther}");
    }

    [Theory]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/self/fd/1")]
    public void ALinkToAnOpenFileIsALinkAsWell(string target)
    {
        _users.Plant($"ln -s {target} report");

        AssertRefused(Run("--json", "report"), "--json", $"it is a link {OfOther}");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--ocptv")]
    public void AFileOfAnotherUserGetsNoReportAndIsReplaced(string option)
    {
        _users.Plant("echo theirs >report; chmod 666 report; ln report kept");

        Assert.Equal(3, Run(option, "report").ExitCode);

        Assert.Equal("0 600", TwoUsers.OwnerAndModeOf(_users.InShared("report")));
        Assert.Equal("theirs\n", File.ReadAllText(_users.InShared("kept")));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--ocptv")]
    public void LinksOfTheCallerWork(string option)
    {
        File.CreateSymbolicLink(_users.InShared("report"), _users.Target);

        Assert.Equal(3, Run(option, "report").ExitCode);

        Assert.StartsWith("{", File.ReadAllText(_users.Target), StringComparison.Ordinal);
        Assert.Equal(_users.Target, new FileInfo(_users.InShared("report")).LinkTarget);
    }

    /// <summary>The other user, in turn, trusts root, who owns the folder, and no third.</summary>
    [Fact]
    public void AUserWithoutPrivilegesIsProtectedAsWell()
    {
        Invocation product = TwoUsers.AsOther(Invocation.OfAesnicheck("run", "--quiet", "--json", _users.InShared("report")).With("DOTNET_EnableAES", "0"));
        ProcessResult trial = product.Run();
        Assert.SkipUnless(trial.ExitCode == 3, $"The other user can't run the tests' executables: {string.Join(' ', trial.Error)}");
        Assert.Equal("65534 600", TwoUsers.OwnerAndModeOf(_users.InShared("report")));

        Directory.CreateDirectory(_users.InShared("mine"));
        File.CreateSymbolicLink(_users.InShared("root"), "mine-too");
        Assert.Equal(0, Invocation.Of("chown", "1", _users.InShared("mine")).Run().ExitCode);
        File.CreateSymbolicLink(_users.InShared("third"), "report");
        Assert.Equal(0, Invocation.Of("chown", "-h", "1", _users.InShared("third")).Run().ExitCode);
        File.WriteAllText(_users.InShared("file"), "root's");

        Assert.Equal(3, RunAsOther("root").ExitCode);
        Assert.Equal("65534 600", TwoUsers.OwnerAndModeOf(_users.InShared("mine-too")));
        Assert.Contains("it is a link owned by user 1, in a folder", RunAsOther("third").Error[0], StringComparison.Ordinal);
        ProcessResult refused = RunAsOther("file");
        Assert.Equal(2, refused.ExitCode);
        Assert.EndsWith("it belongs to user 0, and in a sticky folder only its owner can replace it; choose another name or folder", Assert.Single(refused.Error), StringComparison.Ordinal);

        ProcessResult RunAsOther(string name) => (product with { Arguments = [.. product.Arguments[..^1], _users.InShared(name)] }).Run();
    }

    private ProcessResult Run(string option, string name) =>
        Invocation.OfAesnicheck("run", "--quiet", option, _users.InShared(name)).With("DOTNET_EnableAES", "0").Run();

    private void AssertRefused(ProcessResult result, string option, string why, string name = "report")
    {
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal($"aesnicheck: {option}: the report can't be written to '{_users.InShared(name)}': {why}", Assert.Single(result.Error));
        Assert.Equal("keep", File.ReadAllText(_users.Target));
        Assert.Equal("0 600", TwoUsers.OwnerAndModeOf(_users.Target));
    }
}
