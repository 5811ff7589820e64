using System.Globalization;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Large wrong files: the output stays short, and memory stays near the size of the file.</summary>
public sealed class LongVectorTests : IDisposable
{
    private const int TextBytes = 6 << 20;
    private const long FileBytes = 4L * TextBytes;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALongWrongAnswerIsShownAroundTheDifference()
    {
        WriteLong("long.rsp", "# test data for CTR\n[ENCRYPT]\n");
        ProcessResult result = Run("long.rsp");

        Assert.Equal(2, result.ExitCode);
        Assert.InRange(result.OutputText.Length + string.Join('\n', result.Error).Length, 1, 5_000);
        Assert.Contains("long.rsp:3: the file is wrong from byte 0 on", result.Output);
        Assert.Contains(result.Output, line => line.StartsWith("    file      0000", StringComparison.Ordinal) && line.EndsWith($" (bytes 0 to 63 of {TextBytes})", StringComparison.Ordinal));
    }

    [Fact]
    public void ALineWithoutEndIsNotPrinted()
    {
        File.WriteAllText(_folder["line.rsp"], new string('x', (int)FileBytes));
        ProcessResult result = Run("line.rsp");
        Assert.Equal(2, result.ExitCode);
        Assert.InRange(Assert.Single(result.Error).Length, 1, 500);
    }

    [Fact]
    public void ManySmallWrongVectorsAreCounted()
    {
        using (var file = new StreamWriter(_folder["many.rsp"]))
        {
            file.Write("# test data for ECB\n[ENCRYPT]\n");
            string zeros = new('0', 32);
            for (int i = 0; i < 50_000; i++)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"KEY = {i:x32}\nPLAINTEXT = {zeros}\nCIPHERTEXT = {zeros}\n\n"));
            }
        }

        ProcessResult result = Run("many.rsp");
        Assert.Equal(2, result.ExitCode);
        Assert.InRange(result.OutputText.Length, 1, 5_000);
        Assert.Matches("^many.rsp +50,000  FILE WRONG in 50,000 of 50,000$", result.Output[0]);
    }

    /// <summary>On all engines, and with no more memory for objects than five times the file: the file itself, its bytes, and an engine's output.</summary>
    private ProcessResult Run(string file) =>
        Invocation.OfAesnicheck("vectors", file).In(_folder).With("DOTNET_GCHeapHardLimit", (5 * FileBytes).ToString("x", CultureInfo.InvariantCulture)).Run();

    private void WriteLong(string name, string head)
    {
        string zeros = new('0', 2 * TextBytes);
        File.WriteAllText(_folder[name], $"{head}KEY = {zeros[..32]}\nIV = {zeros[..32]}\nPLAINTEXT = {zeros}\nCIPHERTEXT = {zeros}\n");
    }
}
