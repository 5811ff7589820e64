using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>A folder that represents <c>/</c>, with the files that a test puts there, until it is disposed.</summary>
internal sealed class FileTree : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("aesnicheck-tree-");

    /// <summary>The folder.</summary>
    public string Root => _root.FullName;

    /// <summary>Its files.</summary>
    public HostFiles Files => new(Root);

    /// <summary>Writes a file, and the folders above it; existing content is replaced in the same file, as the kernel does it.</summary>
    public FileTree With(string path, string text)
    {
        string file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Writes files of one folder.</summary>
    public FileTree WithAll(string folder, params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files)
        {
            With($"{folder}/{name}", text);
        }

        return this;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
