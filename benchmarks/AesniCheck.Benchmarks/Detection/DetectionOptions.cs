using System.Globalization;
using AesniCheck.Execution;
using AesniCheck.Injection;
using AesniCheck.Probes;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>What to measure.</summary>
internal sealed record DetectionOptions
{
    public const string Usage = "detection EXECUTABLE [--probes LIST].. [--areas LIST] [--count N] [--workers-per-cpu N] [--seed N]";

    public required string Executable { get; init; }

    /// <summary>Each is the probes of one run, which take turns in it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ProbeSets { get; init; } = [[.. ProbeList.All.Where(entry => entry.WhyNot(ThisMachine.Devices) is null).Select(entry => entry.Name)]];

    public IReadOnlyList<RegisterArea> Areas { get; init; } = RegisterAreas.All;

    /// <summary>The flips in each area under each set of probes.</summary>
    public int Count { get; init; } = 100;

    public int WorkersPerCpu { get; init; } = 2;

    public ulong Seed { get; init; } = 1;

    /// <exception cref="FormatException">An option or its value is wrong.</exception>
    /// <exception cref="ArgumentException">There is no such probe or area.</exception>
    public static DetectionOptions Parse(string executable, ReadOnlySpan<string> arguments)
    {
        var options = new DetectionOptions { Executable = executable };
        var probeSets = new List<IReadOnlyList<string>>();
        for (; arguments.Length >= 2; arguments = arguments[2..])
        {
            string value = arguments[1];
            switch (arguments[0])
            {
                case "--probes":
                    probeSets.Add([.. value.Split(',').Select(name => ProbeList.ByName(name).Name)]);
                    break;
                case "--areas":
                    options = options with { Areas = [.. value.Split(',').Select(RegisterAreas.ByName)] };
                    break;
                case "--count":
                    options = options with { Count = ParsePositive(value) };
                    break;
                case "--workers-per-cpu":
                    options = options with { WorkersPerCpu = ParsePositive(value) };
                    break;
                case "--seed":
                    options = options with { Seed = ulong.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) };
                    break;
                default:
                    throw new FormatException($"There is no option '{arguments[0]}'; the use is {Usage}");
            }
        }

        return arguments.IsEmpty
            ? probeSets.Count == 0 ? options : options with { ProbeSets = probeSets }
            : throw new FormatException($"'{arguments[0]}' lacks its value; the use is {Usage}");
    }

    private static int ParsePositive(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is no count");
}
