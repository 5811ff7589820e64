using System.Globalization;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Follows one worker process: adds its events to the ledger, and judges its end. Not thread-safe.</summary>
/// <param name="ledger">The state of the run.</param>
/// <param name="processId">The id of the process.</param>
/// <param name="clock">The clock.</param>
internal sealed class WorkerWatch(RunLedger ledger, int processId, TimeProvider clock)
{
    /// <summary>The probe name of the supervisor's own findings.</summary>
    public const string ProbeName = "process";

    // The beginnings that EventJson writes.
    private static readonly string[] FaultBeginnings = ["{\"event\":\"miscompare\"", "{\"event\":\"finding\"", "{\"event\":\"worker-hung\""];

    private const int MaximumKeptChars = 4096;
    private const int MaximumQuotedChars = 100;
    private const int MaximumListedCalls = 8;

    private string? _unfinished;
    private bool _stopped;

    /// <summary>Whether a worker in it hangs. The hang has been reported, so the process can be killed.</summary>
    public bool HasHung { get; private set; }

    /// <summary>Handles a line of the event pipe. A malformed event is a finding at once.</summary>
    /// <returns>Whether the line was an event.</returns>
    public bool Take(PipeLine line)
    {
        if (line.End != LineEnd.Cut && WorkerEventReader.Read(line.Bytes) is { } workerEvent)
        {
            Take(workerEvent);
            return true;
        }

        if (line.End == LineEnd.Unfinished)
        {
            // A process killed from outside may leave a truncated event: it is judged with the end.
            _unfinished = Text(line.Bytes);
            return false;
        }

        string text = Text(line.Bytes);
        string length = line.End == LineEnd.Cut
            ? $"{Quantities.Bytes(line.Bytes.Length)} without a line end, which is not an event"
            : $"a malformed event, {Quantities.Of(line.Bytes.Length, "byte")} long";
        Add(null, [$"The worker process wrote {length}{Excerpt(text)}"], new ProcessEnd(processId, null, null, [], [text]));
        return false;
    }

    /// <summary>Judges the end of the process.</summary>
    /// <param name="exit">How the process ended.</param>
    /// <param name="killedBecause">The reason why it was killed, or null.</param>
    /// <param name="excuse">A reason for its end other than itself, in a sentence, or null.</param>
    /// <param name="runEnding">Whether the run is being ended from outside.</param>
    /// <returns>Whether it ended as it should.</returns>
    public bool Close(WorkerExit exit, string? killedBecause, string? excuse, Func<bool> runEnding)
    {
        ledger.CloseProcess();
        if (HasHung)
        {
            if (_unfinished is not null || exit.StandardError.Count > 0)
            {
                Add(null, [$"The worker process that hung left{(_unfinished is null ? " messages on standard error" : $" a truncated line on its event pipe{Excerpt(_unfinished)}")}"],
                    new ProcessEnd(processId, null, null, exit.StandardError, _unfinished is null ? [] : [_unfinished]));
            }

            return false;
        }

        bool isComplete = _stopped && exit.ExitCode == 0 && killedBecause is null;
        if (isComplete && _unfinished is null)
        {
            return true;
        }

        // A terminal or a service manager signals all processes of the run at once, and the worker may end first.
        if (killedBecause is null && exit.Signal is "SIGINT" or "SIGTERM" or "SIGHUP" && runEnding())
        {
            return true;
        }

        // Neither a fault of AES nor a pass, unless the process was about to report a fault.
        if (killedBecause is null && exit.Signal is not null && excuse is not null && !IsFaultEvent(_unfinished))
        {
            ledger.AddReason(excuse);
            return false;
        }

        Add(
            null,
            [.. Explain(exit, killedBecause, isComplete), .. LastCalls(exit)],
            new ProcessEnd(processId, exit.ExitCode, killedBecause is null ? exit.Signal : null, exit.StandardError, _unfinished is null ? [] : [_unfinished]));
        return isComplete;
    }

    /// <summary>Whether a truncated line is from an event that reports a fault.</summary>
    private static bool IsFaultEvent(string? line) => line is not null && FaultBeginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal));

    private void Take(WorkerEvent workerEvent)
    {
        switch (workerEvent)
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
                ledger.AddKnownAnswers(known.Engines);
                break;
            case ProbeUnavailable unavailable:
                ledger.AddUnavailable(unavailable.Probe, unavailable.Reason);
                break;
            case ModeAnswersChecked modes:
                ledger.AddModeAnswers(modes.Engines, modes.Library);
                break;
            case WorkerMisplaced placed:
                ledger.AddReason(placed.Cpu is { } cpu
                    ? string.Create(CultureInfo.InvariantCulture, $"Worker {placed.Worker} could not be pinned to CPU {cpu}: {placed.Refusal}.")
                    : string.Create(CultureInfo.InvariantCulture, $"Worker {placed.Worker} could not be put on the CPUs of the plan: {placed.Refusal}."));
                break;
            case PolicyRefused refused:
                ledger.AddReason(string.Create(
                    CultureInfo.InvariantCulture, $"Worker {refused.Worker} could not get SCHED_{refused.Policy.ToString().ToUpperInvariant()}: {refused.Refusal}."));
                break;
            case StressorDied death:
                ledger.AddDeath(death);
                break;
            case StressorLimited limited:
                ledger.AddLimit(limited);
                break;
            case WorkerHung hung:
                HasHung = true;
                Add(
                    hung.Cpu,
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Worker {hung.Worker} hung on CPU {hung.Cpu}, in probe {hung.Probe}: a turn did not end for {hung.Seconds:0.0} s, with {hung.CpuSeconds:0.0} s of CPU time."),
                        "The worker process was killed for that.",
                    ],
                    new ProcessEnd(processId, null, null, [], []));
                break;
        }
    }

    private void Add(int? cpu, IReadOnlyList<string> explanation, ProcessEnd process) => ledger.Findings.Add(new Finding
    {
        Time = clock.GetUtcNow(),
        Probe = ProbeName,
        Cpu = cpu,
        Verdict = Verdict.ProcessCrash,
        Explanation = explanation,
        Process = process,
    });

    /// <summary>Returns the beginning of a line as text; invalid UTF-8 is replaced.</summary>
    private static string Text(byte[] line)
    {
        // A UTF-16 code unit takes at most three bytes of UTF-8.
        string text = Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(line.Length, 3 * MaximumKeptChars)));
        return Cut(text, MaximumKeptChars);
    }

    private static string Excerpt(string text) => text.Length == 0 ? "." : $": {(text.Length <= MaximumQuotedChars ? text : Cut(text, MaximumQuotedChars) + "...")}";

    /// <summary>Returns the beginning of a text without splitting a surrogate pair.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Returns sentences about the cipher calls that did not return. Any of them may be the culprit; the calls of other workers were cut short.</summary>
    private static IEnumerable<string> LastCalls(WorkerExit exit)
    {
        foreach (string call in exit.Calls.Take(MaximumListedCalls))
        {
            yield return $"When it ended, {call}.";
        }

        int untold = exit.Calls.Count - MaximumListedCalls;
        if (untold > 0)
        {
            yield return $"{Quantities.Of(untold, "more worker")} {(untold == 1 ? "was in a cipher call" : "were in cipher calls")} too.";
        }

        if (exit.Signal is "SIGSEGV" or "SIGBUS" or "SIGABRT" && exit.Calls.Any(call => call.Contains(CallSlots.GuardedWords, StringComparison.Ordinal)))
        {
            yield return "A read or write outside such a buffer ends the process in this way.";
        }
    }

    private IEnumerable<string> Explain(WorkerExit exit, string? killedBecause, bool isComplete)
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
                yield return "It was killed from outside, often by the kernel when memory runs out. See the kernel's log.";
            }
        }
        else if (!isComplete)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The worker process ended by itself, with exit code {exit.ExitCode}.");
        }

        if (_unfinished is not null)
        {
            yield return $"Its last event is truncated{Excerpt(_unfinished)}";
        }
    }
}
