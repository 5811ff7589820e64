using System.Text.RegularExpressions;

namespace AesniCheck;

/// <summary>A file of the product's sources.</summary>
/// <param name="Path">Its path below the folder of all sources, with slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed partial record SourceFile(string Path, string[] Lines)
{
    /// <summary>All of them, without what the build generates.</summary>
    public static SourceFile[] ReadAll()
    {
        string root = System.IO.Path.Combine(RepositoryRoot(), "src");
        return
        [
            .. from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = System.IO.Path.GetRelativePath(root, file)
               where !path.Split('/').Any(part => part is "bin" or "obj")
               select new SourceFile(path, File.ReadAllLines(file)),
        ];
    }

    /// <summary>Whether it is somewhere below a folder.</summary>
    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>A line without the comment at its end.</summary>
    public static string WithoutComment(string line) => Comment().Replace(line, "");

    /// <summary>The folder of the repository: the tests run somewhere below it.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AesniCheck.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run below the folder of AesniCheck.sln, where the sources are.");
    }

    [GeneratedRegex(@"(^|\s)//.*$")]
    private static partial Regex Comment();
}
