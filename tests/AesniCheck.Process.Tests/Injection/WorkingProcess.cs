using System.Diagnostics;
using System.Globalization;
using AesniCheck.Host.Counters;
using AesniCheck.Injection;
using AesniCheck.Interop;
using AesniCheck.Processes.Harness;

namespace AesniCheck.Processes.Injection;

/// <summary>The real worker process, at work, without a supervisor.</summary>
internal static class WorkingProcess
{
    private const string Plan = """
        {"durationSeconds":3600,"seed":"0x0000000000000001","cpus":[CPU],"workersPerCpu":WORKERS,"keySizesBits":[128],"probes":[{"name":"PROBE","share":1}]}
        """;

    /// <summary>Starts it and waits for verified blocks.</summary>
    public static RunningProcess Start(string probe = "block", int workers = 1)
    {
        RunningProcess worker = Invocation.OfAesnicheck("__worker").Start();
        worker.Send(Plan.Replace("CPU", $"{Scheduling.AllowedCpus()[0]}", StringComparison.Ordinal)
            .Replace("WORKERS", $"{workers}", StringComparison.Ordinal)
            .Replace("PROBE", probe, StringComparison.Ordinal));
        worker.WaitForOutput("\"firstBlock\":\"");
        return worker;
    }

    /// <summary>The id of its first worker's thread.</summary>
    public static int ThreadOf(RunningProcess worker) =>
    (
        from folder in Directory.GetDirectories($"/proc/{worker.Id}/task")
        where ThreadStat.Parse(File.ReadAllText($"{folder}/stat"))?.Name is { } name && (name == WorkerName.Probing(0) || name == WorkerName.Starting(0))
        select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Single();

    /// <summary>Puts faults into its threads.</summary>
    public static Injector InjectorFor(RunningProcess worker, InjectionTargets targets = InjectionTargets.Workers) =>
        new(worker.Id, ExtendedStateLayout.OfMachine()!, seed: 1, TimeProvider.System) { Targets = targets };

    /// <summary>Tries until a fault has been injected. Skips the test if that is forbidden, or the machine has no such area.</summary>
    public static InjectedFault Inject(Injector injector, FaultKind kind, RegisterArea? area)
    {
        var why = new Dictionary<InjectionFailure, int>();
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < RunningProcess.Limit)
        {
            InjectionAttempt attempt = injector.TryInject(kind, area);
            Requirement.Of(attempt);
            if (attempt.Fault is { } fault)
            {
                return fault;
            }

            why[attempt.Reason] = why.GetValueOrDefault(attempt.Reason) + 1;
        }

        throw new InvalidOperationException($"There was never anything to inject for {kind} in {area}: {string.Join(", ", why)}");
    }
}
