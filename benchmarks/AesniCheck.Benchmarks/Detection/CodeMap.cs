using System.Globalization;
using System.Text.RegularExpressions;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>
/// Names the code at an address of a worker process: the method, for code that the JIT compiler made and listed for perf, and
/// else the mapped file, which is what code of the runtime is in.
/// </summary>
/// <param name="processId">The process.</param>
/// <param name="folder">Where its runtime lists its methods.</param>
internal sealed partial class CodeMap(int processId, CodeMapFolder folder)
{
    private readonly string _path = Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"perf-{processId}.map"));
    private List<(ulong Begin, ulong End, string Name)> _methods = [];

    /// <summary>The name, and whether it is one of a method.</summary>
    public CodePlace Find(ulong address)
    {
        if (FindMethod(address) is { } known)
        {
            return new CodePlace(known, true);
        }

        // Compiled since.
        _methods = ReadMethods();
        return FindMethod(address) is { } method ? new CodePlace(method, true) : new CodePlace(FindFile(address) ?? "unknown", false);
    }

    // Code that was compiled again may stand where code was that is gone: the last line counts.
    private string? FindMethod(ulong address) =>
        _methods.LastOrDefault(method => method.Begin <= address && address < method.End).Name;

    private List<(ulong Begin, ulong End, string Name)> ReadMethods()
    {
        var methods = new List<(ulong, ulong, string)>();
        if (File.Exists(_path))
        {
            foreach (string line in File.ReadAllLines(_path))
            {
                string[] parts = line.Split(' ', 3);
                if (parts.Length == 3 && !parts[2].StartsWith("stub ", StringComparison.Ordinal) && TryHex(parts[0], out ulong begin) && TryHex(parts[1], out ulong length))
                {
                    methods.Add((begin, begin + length, Shorten(parts[2])));
                }
            }
        }

        return methods;
    }

    private string? FindFile(ulong address)
    {
        foreach (string line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/maps")))
        {
            string[] ends = line.Split(' ', 2)[0].Split('-');
            if (TryHex(ends[0], out ulong begin) && TryHex(ends[1], out ulong end) && begin <= address && address < end)
            {
                int path = line.IndexOf('/', StringComparison.Ordinal);
                return path < 0 ? "memory without a name" : Path.GetFileName(line[path..]);
            }
        }

        return null;
    }

    private static bool TryHex(string text, out ulong value) =>
        ulong.TryParse(
            text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>Leaves class, method and generic arguments: <c>AesniBlockPass::RunTwelve[Encryption]</c>.</summary>
    private static string Shorten(string name)
    {
        Match match = NameParts().Match(name);
        return match.Success ? match.Value : name;
    }

    [GeneratedRegex(@"[\w`+<>|]+(\[[^\]]*\])?::[^\(\s]+")]
    private static partial Regex NameParts();
}

/// <summary>Where in the code a thread was.</summary>
/// <param name="Name">The method or file.</param>
/// <param name="IsMethod">Whether it is a method that the JIT compiler made.</param>
internal readonly record struct CodePlace(string Name, bool IsMethod);
