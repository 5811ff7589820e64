using System.Globalization;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>What to measure, and where the results go.</summary>
internal sealed record ProofOptions
{
    public const string Usage =
        "proof EXECUTABLE DOUBLES_EXECUTABLE [--count N] [--anywhere N] [--minutes N] [--repeats N] [--seed N] [--parts LIST] [--out FOLDER]";

    /// <summary>The published program.</summary>
    public required string Executable { get; init; }

    /// <summary>The program of the tests that is broken on request.</summary>
    public required string Doubles { get; init; }

    /// <summary>The faults of each class of a self-test.</summary>
    public int Count { get; init; } = 100;

    /// <summary>The faults in any thread of the process; half as many again go into workers that run.</summary>
    public int Anywhere { get; init; } = 1_000;

    /// <summary>The minutes without any fault.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>How often a double is run whose faults are timed.</summary>
    public int Repeats { get; init; } = 10;

    public ulong Seed { get; init; } = 1;

    public IReadOnlyList<string> Parts { get; init; } = ProofParts.Names;

    public string Folder { get; init; } = "benchmarks/results";

    /// <exception cref="FormatException">An option or its value is wrong.</exception>
    public static ProofOptions Parse(string executable, string doubles, ReadOnlySpan<string> arguments)
    {
        var options = new ProofOptions { Executable = Existing(executable), Doubles = Existing(doubles) };
        for (; arguments.Length >= 2; arguments = arguments[2..])
        {
            string value = arguments[1];
            options = arguments[0] switch
            {
                "--count" => options with { Count = ParsePositive(value) },
                "--anywhere" => options with { Anywhere = ParsePositive(value) },
                "--minutes" => options with { Minutes = ParsePositive(value) },
                "--repeats" => options with { Repeats = ParsePositive(value) },
                "--seed" => options with { Seed = (ulong)ParsePositive(value) },
                "--parts" => options with { Parts = ParseParts(value) },
                "--out" => options with { Folder = value },
                _ => throw new FormatException($"There is no option '{arguments[0]}'; the use is {Usage}"),
            };
        }

        return arguments.IsEmpty ? options : throw new FormatException($"'{arguments[0]}' lacks its value; the use is {Usage}");
    }

    private static string Existing(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new FormatException($"There is no file '{path}'; the use is {Usage}");

    private static int ParsePositive(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is no number from 1");

    private static string[] ParseParts(string text)
    {
        string[] parts = text.Split(',');
        string? unknown = parts.FirstOrDefault(part => !ProofParts.Names.Contains(part));
        return unknown is null
            ? parts
            : throw new FormatException($"There is no part '{unknown}'; the parts are {string.Join(',', ProofParts.Names)}");
    }
}
