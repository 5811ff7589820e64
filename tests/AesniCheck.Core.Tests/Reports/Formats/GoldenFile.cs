using System.Text;
using Xunit;

namespace AesniCheck.Reports.Formats;

/// <summary>Reports as they were when somebody looked at them. With AESNICHECK_WRITE_GOLDEN set, they are made afresh, to be looked at again.</summary>
internal static class GoldenFile
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "AesniCheck.Core.Tests", "Reports", "Golden");

    /// <summary>Demands that a report be the same, byte by byte, in every culture.</summary>
    /// <param name="name">The file: sample and extension.</param>
    /// <param name="write">Makes the report.</param>
    public static void Check(string name, Func<byte[]> write)
    {
        string path = Path.Combine(Folder, name);
        string[] texts = [.. Cultures.InEach(write).Select(Encoding.UTF8.GetString)];
        if (Environment.GetEnvironmentVariable("AESNICHECK_WRITE_GOLDEN") is not null)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, texts[0]);
        }

        string golden = File.ReadAllText(path);
        Assert.All(texts, text => Assert.Equal(golden, text));
    }

    // Not the path of the source, which a reproducible build makes up.
    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AesniCheck.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not run in their repository.");
    }
}
