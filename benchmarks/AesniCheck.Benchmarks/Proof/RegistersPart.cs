using System.Globalization;
using System.Text.Json;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The published self-test: with every probe, kind and area, and then with many more faults where a rate is demanded.</summary>
internal static class RegistersPart
{
    // Of the many faults that are demanded of some classes, the others get a tenth.
    private const int Breadth = 10;

    public static Func<ProofResults, ProofResults> Measure(ProofContext context)
    {
        int count = context.Options.Count;
        string[] commands =
        [
            CommandOf(Math.Max(Breadth, count / Breadth), context, ""),
            CommandOf(count, context, " --probes default,block,chain,register --kinds none,flip"),
            CommandOf(count, context, " --probes chain --kinds zero,leak --areas xmm"),
        ];
        var records = new List<SelfTestRecord>();
        foreach (string command in commands.TakeWhile(_ => !context.Stop.IsCancellationRequested))
        {
            string json = new ProgramRun(context).Run(context.Options.Executable, command.Split(' ')[1..]);
            records.Add(JsonSerializer.Deserialize(json, SelfTestJson.Default.SelfTestRecord) ?? throw new InvalidOperationException("The record of the self-test is null."));
            context.Tell($"{command}: {EnumWord.Of(records[^1].Result)}");
        }

        RegistersResult result = ResultOf(records, commands, isComplete: !context.Stop.IsCancellationRequested);
        return results => results with { Registers = result };
    }

    /// <summary>Puts self-tests together: of a class that several have, the one with the most faults counts.</summary>
    internal static RegistersResult ResultOf(IReadOnlyList<SelfTestRecord> records, IReadOnlyList<string> commands, bool isComplete)
    {
        SelfTestTrial[] trials = [.. records.SelectMany(record => record.Trials)];
        return new RegistersResult
        {
            Measurement = new Measurement(records[0].StartedAt, records[^1].EndedAt, records[0].ToolVersion, commands, isComplete),
            Seed = records[0].Plan.Seed,
            Count = records.Max(record => record.Plan.Count),
            Result = records.Any(record => record.Result == SelfTestResult.Misses) ? SelfTestResult.Misses : records.Max(record => record.Result),
            Reasons = [.. records.SelectMany(record => record.Reasons).Distinct()],
            Notes = [.. records.SelectMany(record => record.Notes).Distinct()],
            FalseAlarms = records.Sum(record => record.FalseAlarms.Count),
            Classes =
            [
                .. from record in records
                   from of in record.Classes.Select(of => (Detection: of, Trials: record.Trials.Where(trial => IsOf(trial, of))))
                   group of by (of.Detection.Subject, of.Detection.Kind, of.Detection.Area) into alike
                   let most = alike.MaxBy(of => of.Detection.Injected)
                   select new RegisterClass(most.Detection, Spread.Of(most.Trials.Select(trial => trial.Fault.StoppedMicroseconds))),
            ],
            Milliseconds = Spread.Of(trials.Where(trial => trial.Sighting is not null).Select(trial => trial.Sighting!.Milliseconds)),
            StoppedMicroseconds = Spread.Of(trials.Select(trial => trial.Fault.StoppedMicroseconds)),
        };
    }

    private static string CommandOf(int count, ProofContext context, string choice) =>
        string.Create(CultureInfo.InvariantCulture, $"aesnicheck selftest --count {count} --seed {context.Options.Seed}{choice}");

    private static bool IsOf(SelfTestTrial trial, DetectionClass of) =>
        trial.Subject == of.Subject && trial.Fault.Kind == of.Kind && trial.Fault.Area == of.Area;
}
