using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class WorkerEnvironmentTests
{
    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("HOME")]
    [InlineData("PATH")]
    [InlineData("LD_LIBRARY_PATH_OF_MINE")]
    [InlineData("MY_DOTNET_ROOT")]
    [InlineData("tmpdir")]
    public void WhatIsNotOnTheListIsNotKept(string name) => Assert.DoesNotContain(name, From((name, "value")).Keys);

    [Theory]
    [InlineData("DOTNET_ROOT")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("COMPlus_TieredCompilation")]
    [InlineData("OPENSSL_ia32cap")]
    [InlineData("OPENSSL_CONF")]
    [InlineData("GLIBC_TUNABLES")]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("LD_PRELOAD")]
    [InlineData("TMPDIR")]
    public void WhatDecidesWhichCodeRunsIsKept(string name) => Assert.Equal("value", From((name, "value"))[name]);

    [Fact]
    public void TheRuntimeLeavesNoDebuggersFiles() => Assert.Equal("0", From(("DOTNET_ROOT", "/usr/share/dotnet"), ("CORECLR_ENABLE_PROFILING", "0"))[WorkerEnvironment.Diagnostics]);

    [Theory]
    [InlineData("DOTNET_EnableDiagnostics", "1")]
    [InlineData("COMPlus_EnableDiagnostics", "1")]
    [InlineData("DOTNET_EnableDiagnostics_IPC", "1")]
    [InlineData("DOTNET_DiagnosticPorts", "/tmp/port")]
    [InlineData("DOTNET_EnableEventPipe", "1")]
    [InlineData("CORECLR_ENABLE_PROFILING", "1")]
    public void WhoeverDebugsDecidesForHimself(string name, string value)
    {
        IReadOnlyDictionary<string, string> kept = From((name, value));
        Assert.Equal(value, kept[name]);
        Assert.True(name == WorkerEnvironment.Diagnostics || !kept.ContainsKey(WorkerEnvironment.Diagnostics));
    }

    private static IReadOnlyDictionary<string, string> From(params (string Name, string Value)[] own) =>
        WorkerEnvironment.From(own.Select(variable => KeyValuePair.Create<string, string?>(variable.Name, variable.Value)));
}
