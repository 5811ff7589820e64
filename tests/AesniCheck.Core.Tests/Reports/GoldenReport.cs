using System.Text;
using Xunit;

namespace AesniCheck.Reports;

/// <summary>Reports that were reviewed and found right, kept as files beside the tests.</summary>
internal static class GoldenReport
{
    /// <summary>If this is set, the files are written anew: review the changes before committing them.</summary>
    private const string WriteVariable = "AESNICHECK_WRITE_GOLDEN";

    /// <summary>Demands that every culture writes the same, and that it equals the file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="write">Writes the report.</param>
    public static void AssertIs(string file, Action<Stream> write)
    {
        string path = Path.Combine(RepositoryFile("tests/AesniCheck.Core.Tests/Reports/Golden"), file);
        string[] texts = [.. Cultures.InEach(() => Text(write))];
        Assert.Single(texts.Distinct());
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(path, texts[0]);
        }

        Assert.Equal(File.ReadAllText(path), texts[0]);
    }

    /// <summary>A report as text.</summary>
    public static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    /// <summary>A file or folder of the repository, which the tests run somewhere below.</summary>
    public static string RepositoryFile(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AesniCheck.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new DirectoryNotFoundException("The tests do not run below the folder of AesniCheck.sln, where the golden reports are.");
    }
}
