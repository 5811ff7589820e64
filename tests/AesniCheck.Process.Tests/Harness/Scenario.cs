using AesniCheck.Interop;

namespace AesniCheck.Processes.Harness;

/// <summary>What scenarios have in common: a folder for the files of the program under test.</summary>
public abstract class Scenario : IDisposable
{
    /// <param name="needsAes">Whether the tests are skipped on a machine without AES instructions.</param>
    protected Scenario(bool needsAes = true)
    {
        if (needsAes)
        {
            Requirement.AesInstructions();
        }
    }

    // Leaves the others to the supervisor, and to other tests.
    private protected static string OneCpu { get; } = $"{Scheduling.AllowedCpus()[0]}";

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Folder.Dispose();
        }
    }
}
