using System.Text;
using System.Text.Json;
using AesniCheck.Files;
using AesniCheck.Host;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The results of this machine in a folder: JSON, and the same for people as Markdown. Parts that are not measured again stay.</summary>
internal sealed class ProofFile
{
    private readonly string _path;

    /// <param name="folder">The folder, which is made if need be.</param>
    /// <param name="host">The machine.</param>
    /// <exception cref="IOException">The folder can't be made, or what is there can't be read.</exception>
    /// <exception cref="InvalidOperationException">What is there are no results of this form.</exception>
    public ProofFile(string folder, HostInfo host)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"detection-{Slug(host.Cpu.Model)}");

        // The results are published; the name of a machine is nobody's business.
        host = host with { Name = HostInfo.Unknown };
        Results = Read() is { } earlier ? earlier with { Host = host } : new ProofResults { Host = host };
    }

    /// <summary>What is known so far.</summary>
    public ProofResults Results { get; private set; }

    /// <summary>Takes what has been measured, and writes both files. What others have measured meanwhile stays.</summary>
    public void Update(Func<ProofResults, ProofResults> change)
    {
        ProofResults results = change(Read() is { } latest ? latest with { Host = Results.Host } : Results);
        Results = results with { Figures = Demands.Of(results) };
        Write(_path + ".json", JsonSerializer.Serialize(Results, ProofJson.Plain.ProofResults) + "\n");
        using var writer = new StringWriter { NewLine = "\n" };
        new ProofReport(writer).Write(Results);
        Write(_path + ".md", writer.ToString());
    }

    /// <summary>Lower case, with a hyphen for whatever is no letter or digit.</summary>
    internal static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (char character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    private static void Write(string path, string text)
    {
        using AtomicFile file = AtomicFile.Create(path, AtomicFile.ForAll);
        file.Commit(Encoding.UTF8.GetBytes(text));
    }

    private ProofResults? Read()
    {
        string path = _path + ".json";
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), ProofJson.Default.ProofResults) : null;
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} has another form, perhaps of another version; move it away, or choose another folder: {exception.Message}", exception);
        }
    }
}
