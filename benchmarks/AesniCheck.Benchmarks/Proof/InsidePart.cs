using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Faults that registers can't show: machines that are broken inside, as doubles play them.</summary>
internal static class InsidePart
{
    private const string NameVariable = "AESNICHECK_DOUBLE";
    private const string LogVariable = "AESNICHECK_DOUBLE_LOG";

    public static Func<ProofResults, ProofResults> Measure(ProofContext context)
    {
        DateTimeOffset startedAt = context.Clock.GetUtcNow();
        var faults = new List<InsideFault>();
        string version = "unknown";
        foreach (InsideDouble of in InsideFaults.All.Where(_ => !context.Stop.IsCancellationRequested))
        {
            InsideRun[] runs = [.. Runs(of, context)];
            version = runs.LastOrDefault()?.Record.ToolVersion ?? version;
            faults.Add(ResultOf(of, runs));
            context.Tell($"{of.Name}: found in {ProofText.SeenOf(faults[^1].RunsWithFinding, faults[^1].Runs)} runs");
        }

        var measurement = new Measurement(
            startedAt,
            context.Clock.GetUtcNow(),
            version,
            [$"{NameVariable}=DOUBLE aesnicheck-doubles run --duration {InsideFaults.All.Min(of => of.Seconds)}s to {InsideFaults.All.Max(of => of.Seconds)}s"],
            IsComplete: !context.Stop.IsCancellationRequested);
        return results => results with { Inside = new InsideResult(measurement, faults) };
    }

    internal static InsideFault ResultOf(InsideDouble of, IReadOnlyList<InsideRun> runs)
    {
        StrikeMatch[] matches = [.. runs.Select(run => StrikeMatch.Of(run, of.LogsEach))];
        int strikes = matches.Sum(match => match.Strikes);
        return new InsideFault
        {
            Name = of.Name,
            Model = of.Model,
            Fault = of.Fault,
            Runs = runs.Count,
            RunsWithFinding = runs.Count(run => run.Record.FindingCount > 0),
            Strikes = of.LogsEach ? strikes : null,
            StrikesFound = of.LogsEach ? matches.Sum(match => match.Latencies.Count) : null,
            SecondsFromStart = Spread.Of(runs.Where(run => run.Record.Findings.Count > 0).Select(SecondsToFirst)),
            MillisecondsFromStrike = Spread.Of(matches.SelectMany(match => match.Latencies).Select(latency => latency.TotalMilliseconds)),
            Verdicts = NamedCount.Of(runs.SelectMany(run => run.Record.Findings).Select(finding => EnumWord.Of(finding.Verdict))),
        };
    }

    private static IEnumerable<InsideRun> Runs(InsideDouble of, ProofContext context)
    {
        int repeats = of.IsRepeated ? context.Options.Repeats : 1;
        for (int i = 0; i < repeats && !context.Stop.IsCancellationRequested; i++)
        {
            string log = Path.Combine(Path.GetTempPath(), $"aesnicheck-strikes-{Guid.NewGuid():N}");
            try
            {
                string duration = string.Create(CultureInfo.InvariantCulture, $"{of.Seconds}s");
                string json = new ProgramRun(context).Run(
                    context.Options.Doubles, ["run", "--duration", duration, "--quiet"], (NameVariable, of.Name), (LogVariable, log));
                yield return new InsideRun(RunRecords.Parse(json), File.Exists(log) ? [.. File.ReadLines(log).Select(ParseStrike)] : []);
            }
            finally
            {
                File.Delete(log);
            }
        }
    }

    /// <summary>Reads <c>struck</c> and microseconds since 1970.</summary>
    private static DateTimeOffset ParseStrike(string line) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    private static double SecondsToFirst(InsideRun run) => (run.Record.Findings.Min(finding => finding.Time) - run.Record.StartedAt).TotalSeconds;
}

/// <summary>A run of a double.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Strikes">When its fault struck, as far as it was logged.</param>
internal sealed record InsideRun(RunRecord Record, IReadOnlyList<DateTimeOffset> Strikes);

/// <summary>Which strikes of a fault have a finding.</summary>
/// <param name="Strikes">The strikes.</param>
/// <param name="Latencies">From each that was found to its finding.</param>
internal sealed record StrikeMatch(int Strikes, IReadOnlyList<TimeSpan> Latencies)
{
    /// <summary>Gives each strike the first finding behind it that no earlier strike has.</summary>
    /// <param name="run">The run.</param>
    /// <param name="logsEach">Whether each strike was logged; else the first alone counts.</param>
    public static StrikeMatch Of(InsideRun run, bool logsEach)
    {
        var left = new LinkedList<Finding>(run.Record.Findings.OrderBy(finding => finding.Time));
        var latencies = new List<TimeSpan>();
        DateTimeOffset[] strikes = [.. run.Strikes.Order().Take(logsEach ? int.MaxValue : 1)];
        foreach (DateTimeOffset strike in strikes)
        {
            while (left.First is { } first && first.Value.Time < strike)
            {
                left.RemoveFirst();
            }

            if (left.First is { } found)
            {
                latencies.Add(found.Value.Time - strike);
                left.RemoveFirst();
            }
        }

        return new StrikeMatch(strikes.Length, latencies);
    }
}
