using System.Globalization;
using System.Text.Json;
using AesniCheck.Arbitration;

namespace AesniCheck.Execution;

/// <summary>Follows one worker process: takes its events into the ledger, and judges its end. For one thread.</summary>
/// <param name="ledger">What is known of the run.</param>
internal sealed class WorkerWatch(RunLedger ledger)
{
    /// <summary>The probe of findings that the supervisor makes itself.</summary>
    public const string ProbeName = "process";

    private const int KeptGarbage = 20;
    private const int KeptGarbageLength = 4096;

    private readonly List<string> _garbage = [];
    private bool _stopped;

    /// <summary>Takes a line of the event pipe. What is no event is kept as evidence.</summary>
    public void Take(string line)
    {
        switch (Parse(line))
        {
            case Progressed progress:
                ledger.SetProgress(progress);
                break;
            case WorkStopped stopped:
                ledger.SetProgress(stopped.Progress);
                _stopped = true;
                break;
            case MiscompareSeen seen:
                ledger.Findings.Add(seen.Miscompare);
                break;
            case FindingMade made:
                ledger.Findings.Add(made.Finding, made.MiscompareId);
                break;
            case KnownAnswersChecked known:
                ledger.SetKnownAnswers(known.Engines);
                break;
            case ProbeUnavailable unavailable:
                ledger.AddUnavailable(unavailable.Probe, unavailable.Reason);
                break;
            case ModeAnswersChecked modes:
                ledger.SetModeAnswers(modes.Engines, modes.Library);
                break;
            case WorkerMisplaced placed:
                ledger.AddReason(placed.Cpu is { } cpu
                    ? string.Create(CultureInfo.InvariantCulture, $"Worker {placed.Worker} could not be pinned to CPU {cpu}: {placed.Refusal}.")
                    : string.Create(CultureInfo.InvariantCulture, $"Worker {placed.Worker} could not be put on the CPUs of the plan: {placed.Refusal}."));
                break;
            case PolicyRefused refused:
                ledger.AddReason(string.Create(
                    CultureInfo.InvariantCulture, $"Worker {refused.Worker} could not have SCHED_{refused.Policy.ToString().ToUpperInvariant()}: {refused.Refusal}."));
                break;
            case StressorDied death:
                ledger.AddDeath(death);
                break;
            case StressorLimited limited:
                ledger.AddLimit(limited);
                break;
            default:
                if (_garbage.Count < KeptGarbage)
                {
                    _garbage.Add(line.Length <= KeptGarbageLength ? line : line[..KeptGarbageLength]);
                }

                break;
        }
    }

    /// <summary>The process has ended.</summary>
    /// <param name="time">When.</param>
    /// <param name="processId">Its id.</param>
    /// <param name="exit">How.</param>
    /// <param name="killedBecause">What it did, and was killed for; or null.</param>
    /// <param name="excuse">What else than itself may have been the reason why it was killed, in a sentence; or null.</param>
    /// <param name="runEnding">Whether the run is being ended from outside.</param>
    /// <returns>Whether it ended as it should.</returns>
    public bool Close(DateTimeOffset time, int processId, WorkerExit exit, string? killedBecause, string? excuse, Func<bool> runEnding)
    {
        ledger.CloseProcess();

        bool told = _stopped && exit.ExitCode == 0 && killedBecause is null;
        if (told && _garbage.Count == 0)
        {
            return true;
        }

        // A terminal or a service manager signals all processes of the run at once, and the worker may be quicker to end.
        if (killedBecause is null && exit.Signal is "SIGINT" or "SIGTERM" or "SIGHUP" && _garbage.Count == 0 && runEnding())
        {
            return true;
        }

        // No fault of AES, but no pass either.
        if (killedBecause is null && exit.Signal == "SIGKILL" && excuse is not null && _garbage.Count == 0)
        {
            ledger.AddReason(excuse);
            return false;
        }

        ledger.Findings.Add(new Finding
        {
            Time = time,
            Probe = ProbeName,
            Cpu = null,
            Verdict = Verdict.ProcessCrash,
            Explanation = [.. Explain(exit, killedBecause, told)],
            Process = new ProcessEnd(processId, exit.ExitCode, killedBecause is null ? exit.Signal : null, exit.StandardError, _garbage),
        });
        return told;
    }

    private static WorkerEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private IEnumerable<string> Explain(WorkerExit exit, string? killedBecause, bool told)
    {
        if (killedBecause is not null)
        {
            yield return $"The worker process {killedBecause} and was killed.";
        }
        else if (exit.Signal is { } signal)
        {
            yield return $"The worker process was ended by {signal}.";
            if (signal == "SIGKILL")
            {
                yield return "Somebody killed it: often the kernel, when memory runs out. Its log tells.";
            }
        }
        else if (!told)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The worker process ended by itself, with exit code {exit.ExitCode}.");
        }

        if (_garbage.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"On its event pipe were lines that are no events, {_garbage.Count} of them kept here.");
        }
    }
}
