using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker process inherits no secrets, and leaves no files of the runtime.</summary>
public sealed class CleanEnvironmentTests : WorkerFaultScenario
{
    /// <summary>As it may be read by others of the same user, and stays in core dumps.</summary>
    [Fact]
    public void AWorkerProcessHasNoSecretsAndLeavesNoDebuggersFiles()
    {
        Invocation run = Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none")
            .With("AWS_SECRET_ACCESS_KEY", "a secret").With("OPENSSL_ia32cap", "~0x0").With("TMPDIR", Folder.Path);
        using RunningProcess supervisor = run.Start();
        int worker = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);

        string[] variables = File.ReadAllText($"/proc/{worker}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(variables, variable => variable.Contains("secret", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(variables, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.Contains("OPENSSL_ia32cap=~0x0", variables);
        Assert.Contains("DOTNET_EnableDiagnostics=0", variables);

        Signals.Send(worker, Signals.Kill);
        ProcessTable.WaitForEnd(worker);
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder.Path), file => file.Contains($"-{worker}-", StringComparison.Ordinal));
    }
}
