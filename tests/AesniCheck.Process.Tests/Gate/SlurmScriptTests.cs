using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The script for Slurm in docs/gate.md, unchanged, with other programs in place of aesnicheck and scontrol.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFindingDrainsTheNodeThatSlurmdNames()
    {
        ProcessResult result = Run(exitCode: 1, node: "gpu-17");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["update", "NodeName=gpu-17", "State=drain", "Reason=aesnicheck FAULT: 1 finding"], Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void NothingElseDrainsIt(int exitCode)
    {
        Assert.Equal(0, Run(exitCode, node: "gpu-17").ExitCode);
        Assert.Empty(Calls);
    }

    [Fact]
    public void WithoutTheNameOfTheNodeItFailsAtOnce()
    {
        ProcessResult result = Run(exitCode: 1, node: "");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("SLURMD_NODENAME", Assert.Single(result.Error), StringComparison.Ordinal);
        Assert.Empty(Calls);
        Assert.DoesNotContain("gate", _folder.Names);
    }

    private string[] Calls => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]) : [];

    private static string Script()
    {
        string text = File.ReadAllText(Path.Combine(SourceFile.RepositoryRoot(), "docs/gate.md"));
        int begin = text.IndexOf("#!/bin/sh", StringComparison.Ordinal);
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private ProcessResult Run(int exitCode, string node)
    {
        string script = Script().Replace("PATH=/usr/local/bin:/usr/bin", $"PATH={_folder.Path}:/usr/bin:/bin", StringComparison.Ordinal);
        Assert.Contains($"PATH={_folder.Path}", script, StringComparison.Ordinal);
        Write("aesnicheck.sh", script);
        Write("aesnicheck", $"#!/bin/sh\ntouch {_folder["gate"]}\necho 'aesnicheck FAULT: 1 finding'\nexit {exitCode}\n");
        Write("scontrol", $"#!/bin/sh\nprintf '%s\\n' \"$@\" > {_folder["calls"]}\n");
        return Invocation.Of(_folder["aesnicheck.sh"]).In(_folder).With("SLURMD_NODENAME", node).Run();
    }

    private void Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
