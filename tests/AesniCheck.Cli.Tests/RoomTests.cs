using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>
/// The rooms (folders of the sources) that each room may use: only rooms above it in its table, so there is no cycle between them. The sub-folders
/// of a room share it with the files beside them; among one another they have a table of their own.
/// </summary>
public sealed partial class RoomTests(ITestOutputHelper output)
{
    private static readonly Room[] Core =
    [
        new("Basics"),
        new("Interop", "Basics"),
        new("Files", "Basics", "Interop"),
        new("Ciphers", "Basics", "Interop"),
        new("Units", "Basics", "Ciphers"),
        new("Vectors", "Basics", "Ciphers", "Units"),
        new("Host", "Basics", "Interop", "Ciphers"),
        new("Probes", "Basics", "Ciphers", "Units"),
        new("Stressors", "Basics", "Interop", "Ciphers", "Units", "Host"),
        new("Injection", "Basics", "Interop", "Host"),
        new("Plans", "Basics", "Interop", "Ciphers", "Host", "Probes", "Stressors"),
        new("Records", "Basics", "Ciphers", "Host", "Probes", "Injection", "Plans"),
        new("Arbitration", "Basics", "Ciphers", "Units", "Vectors", "Probes", "Records"),
        new("Reports", "Basics", "Files", "Ciphers", "Units", "Host", "Probes", "Injection", "Plans", "Records"),
        new("Execution", "Basics", "Interop", "Ciphers", "Units", "Vectors", "Host", "Probes", "Stressors", "Plans", "Records", "Arbitration"),
        new("SelfTests", "Basics", "Host", "Probes", "Injection", "Records", "Execution"),
    ];

    private static readonly Room[] CoreFolders =
    [
        new("Ciphers/Portable"),
        new("Ciphers/Aesni"),
        new("Ciphers/Platform"),
        new("Ciphers/AfAlg"),
        new("Host/Counters"),
        new("Host/Limits", "Host/Counters"),
        new("Probes/Block"),
        new("Probes/Chain"),
        new("Probes/Register"),
        new("Probes/Schedule"),
        new("Probes/Message"),
        new("Reports/Text"),
        new("Reports/Html", "Reports/Text"),
        new("Reports/Ocp"),
        new("Execution/Worker"),
        new("Execution/Supervisor"),
    ];

    private static readonly Room[] Cli =
    [
        new("Output"),
        new("Options", "Output"),
        new("Progress", "Output"),
        new("Help", "Output", "Options"),
        new("Commands", "Output", "Options", "Progress", "Help"),
        new("", "Output", "Help", "Commands"),
    ];

    [Fact]
    public void EachRoomOfTheLibraryUsesOnlyItsOwn() => AssertUses("AesniCheck.Core", "AesniCheck", Core, CoreFolders);

    [Fact]
    public void EachRoomOfTheCommandLineUsesOnlyItsOwn() => AssertUses("AesniCheck.Cli", "AesniCheck.Cli", Cli, []);

    [Fact]
    public void NoTableHasACycle()
    {
        foreach (Room[] table in (Room[][])[Core, CoreFolders, Cli])
        {
            Assert.All(table.Index(), row => Assert.Subset(table[..row.Index].Select(room => room.Name).ToHashSet(), row.Item.Uses.ToHashSet()));
        }
    }

    private void AssertUses(string project, string root, Room[] rooms, Room[] folders)
    {
        (string From, string To, string Where)[] uses = [.. UsesIn(project, root, [.. rooms.Concat(folders).Select(room => room.Name)])];
        foreach (Room room in rooms.Concat(folders))
        {
            output.WriteLine($"{(room.Name.Length > 0 ? room.Name : project),-22} {string.Join(", ", room.Uses)}");
        }

        Dictionary<string, string[]> allowed = rooms.Concat(folders).ToDictionary(room => room.Name, room => room.Uses);
        Assert.Empty(uses.Where(use => !allowed[use.From].Contains(use.To)).Select(use => $"{use.Where}: {use.From} does not use {use.To}"));

        // A use that no file has any more must leave the table, or it comes back unnoticed.
        Assert.Empty(
            from room in rooms.Concat(folders)
            from used in room.Uses
            where !uses.Any(use => use.From == room.Name && use.To == used)
            select $"{room.Name} no longer uses {used}: remove it from the table");
    }

    // A file names the rooms that it uses in its using directives, since the build refuses unnecessary ones, or by a name that begins with the room.
    private static IEnumerable<(string From, string To, string Where)> UsesIn(string project, string root, HashSet<string> rooms)
    {
        SourceFile[] sources = [.. SourceFile.ReadAll().Where(source => source.IsIn(project))];
        HashSet<string> types = [.. sources.Select(source => source.Path[(project.Length + 1)..^".cs".Length].Replace('/', '.'))];
        foreach (SourceFile source in sources)
        {
            string folder = Path.GetDirectoryName(source.Path[(project.Length + 1)..]) ?? "";
            Assert.True(rooms.Contains(folder), $"{source.Path} is in a room that the table lacks");
            foreach ((int index, string line) in source.Lines.Index())
            {
                foreach (string used in NamesIn(SourceFile.WithoutComment(line), root, types).Select(name => RoomOf(name, rooms)).OfType<string>().Distinct())
                {
                    (string from, string to) = Top(folder) == Top(used) ? (folder, used) : (Top(folder), Top(used));
                    bool isShared = from == to || from.StartsWith(to + "/", StringComparison.Ordinal) || to.StartsWith(from + "/", StringComparison.Ordinal);
                    if (!isShared)
                    {
                        yield return (from, to, $"{source.Path}:{index + 1}");
                    }
                }
            }
        }
    }

    /// <summary>The names in a line that may be of a room: <c>Records</c> of a using directive, <c>Records.Outcome</c> elsewhere.</summary>
    private static IEnumerable<string> NamesIn(string line, string root, HashSet<string> types)
    {
        Match directive = Directive().Match(line);
        return directive.Success
            ? directive.Groups["name"].Value.StartsWith(root + ".", StringComparison.Ordinal) ? [directive.Groups["name"].Value[(root.Length + 1)..]] : []
            : from match in Qualified().Matches(line)
              from type in types
              let name = match.Groups["name"].Value
              where name == type || name.StartsWith(type + ".", StringComparison.Ordinal)
              where type.Contains('.', StringComparison.Ordinal)
              select type;
    }

    /// <summary>The innermost room that contains a name; null if none does.</summary>
    private static string? RoomOf(string name, HashSet<string> rooms)
    {
        string[] parts = name.Split('.');
        return Enumerable.Range(1, parts.Length).Reverse().Select(length => string.Join('/', parts[..length])).FirstOrDefault(rooms.Contains);
    }

    private static string Top(string folder) => folder.Split('/')[0];

    [GeneratedRegex(@"^using\s+(static\s+|\w+\s*=\s*)?(?<name>[\w.]+)")]
    private static partial Regex Directive();

    [GeneratedRegex(@"(?<![\w."">])(AesniCheck\.)?(?<name>[A-Z]\w*(\.[A-Z]\w*)+)")]
    private static partial Regex Qualified();

    private sealed record Room(string Name, params string[] Uses);
}
