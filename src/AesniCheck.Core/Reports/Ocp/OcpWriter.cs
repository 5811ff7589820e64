using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// Tells of a run as the OCP Test and Validation output specification, version 2.0, has it: lines of JSON while the run goes on, each written whole and
/// flushed at once. A step a probe; verdicts with the CPU that they were seen on. A stream that breaks does not disturb the run. For one thread.
/// </summary>
/// <param name="output">The stream, with no buffer of its own. It stays open.</param>
/// <param name="clock">The clock.</param>
/// <param name="commandLine">How the program was called.</param>
internal sealed class OcpWriter(Stream output, TimeProvider clock, string commandLine)
{
    private const int MaximumElements = 720;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    private readonly OcpLines _lines = new(output, clock);
    private readonly OrderedDictionary<string, OcpStep> _steps = [];
    private OcpFindings? _findings;
    private int _stepCount;
    private TimeSpan _interval;
    private TimeSpan _told;
    private bool _hasEnded;

    /// <summary>What the first line was lost for: a full disk, a reader that has gone; null where all lines are written.</summary>
    public Exception? Failure => _lines.Failure;

    /// <summary>Tells what is going to be done, and on what machine. To be called once, before all else.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    public void Begin(RunPlan plan, HostInfo host, string toolVersion)
    {
        _findings = new OcpFindings(StepOf);
        _interval = TimeSpan.FromTicks(Math.Max(ShortestInterval.Ticks, plan.Duration.Ticks / MaximumElements));
        _lines.WriteVersion();
        _lines.Write(new OcpRunArtifact
        {
            TestRunStart = new OcpRunStart("aesnicheck", toolVersion, commandLine, OcpParameters.Of(plan), OcpMachine.Of(host, toolVersion)),
        });
        foreach (PlannedProbe probe in plan.Probes)
        {
            StepOf(probe.Name);
        }

        foreach (SkippedPart skipped in plan.SkippedProbes.Concat(plan.SkippedStressors))
        {
            OcpStep step = NewStep(skipped.Name);
            step.Log(OcpExposure.SeverityOf(skipped), $"{skipped.Name} can't run here: {skipped.Reason}.");
            step.End(OcpStatus.Skip);
        }
    }

    /// <summary>
    /// Tells of the throughput, every five seconds; in runs of more than an hour less often, so that there are never more than 720 numbers a probe.
    /// Cheap where it is not yet time for that. Nothing before <see cref="Begin"/>.
    /// </summary>
    /// <param name="elapsed">The time since the run began.</param>
    /// <param name="exposure">What has been tried since then.</param>
    public void Progress(TimeSpan elapsed, Exposure exposure)
    {
        if (_findings is not null && !_hasEnded && elapsed - _told >= _interval)
        {
            TellThroughput(elapsed, exposure);
        }
    }

    /// <summary>Tells of a finding at once; but see <see cref="OcpFindings"/>. Nothing before <see cref="Begin"/>: then <see cref="End"/> does.</summary>
    public void Found(Finding finding)
    {
        if (!_hasEnded)
        {
            _findings?.Tell(finding);
        }
    }

    /// <summary>
    /// Tells of the rest, and how the run has ended. Where <see cref="Begin"/> was never called, for the machine can't run it, all is written now. What
    /// is called after this does nothing.
    /// </summary>
    public void End(RunRecord record)
    {
        if (_hasEnded)
        {
            return;
        }

        if (_findings is null)
        {
            Begin(record.Plan, record.Host, record.ToolVersion);
            foreach (Finding finding in record.Findings)
            {
                Found(finding);
            }
        }

        _hasEnded = true;
        _findings!.TellRest(record);
        TellLastThroughput(record);
        OcpEnding ending = OcpEnding.Of(record);
        EndSteps(record, ending);
        ending.Write(_lines, record.Reasons);
        foreach (string note in record.Notes)
        {
            _lines.Write(new OcpRunArtifact { Log = new OcpLog(OcpSeverity.Warning, note) });
        }

        _lines.Write(new OcpRunArtifact { TestRunEnd = new OcpRunEnd(ending.Status, ending.Result) });
    }

    private void TellThroughput(TimeSpan elapsed, Exposure exposure)
    {
        _told = elapsed;
        foreach (IGrouping<string, ProbeExposure> probe in exposure.Parts.GroupBy(part => part.Probe))
        {
            // What a broken worker process says that it ran, and nobody had planned, begins no step.
            _steps.GetValueOrDefault(probe.Key)?.AddThroughput(elapsed, probe.Sum(part => (double)part.Bytes));
        }
    }

    /// <summary>Of a rest that is short, the throughput says little; but short runs have nothing else.</summary>
    private void TellLastThroughput(RunRecord record)
    {
        TimeSpan elapsed = record.EndedAt - record.StartedAt;
        if (elapsed - _told >= _interval / 2 || _told == TimeSpan.Zero)
        {
            TellThroughput(elapsed, record.Exposure);
        }
    }

    private void EndSteps(RunRecord record, OcpEnding ending)
    {
        KnownAnswerSummary[] answers = [.. record.KnownAnswers, .. record.ModeAnswers];
        if (answers.Length > 0)
        {
            TellKnownAnswers(StepOf(RunCases.KnownAnswerSuite), answers);
        }

        var suites = RunCases.Of(record).ToLookup(suite => suite.Name);
        foreach ((string name, OcpStep step) in _steps)
        {
            RunSuite? suite = record.Plan.Probes.Any(probe => probe.Name == name) ? suites[name].FirstOrDefault() : null;
            if (suite is not null)
            {
                TellExposure(step, suite, record);
            }

            step.EndThroughput();
            step.End(suite is null ? OcpStatus.Complete : ending.OfStep(suite.Result));
        }

        OcpStep run = NewStep(RunCases.RunSuiteName);
        foreach (OcpMeasurement measurement in record.Exposure.Seconds > 0 ? OcpExposure.Of(record) : [])
        {
            run.Measure(measurement);
        }

        run.End(ending.Status);
    }

    private static void TellKnownAnswers(OcpStep step, KnownAnswerSummary[] answers)
    {
        foreach (OcpMeasurement measurement in answers.SelectMany(OcpExposure.Of))
        {
            step.Measure(measurement);
        }

        foreach (KnownAnswerSummary right in answers.Where(summary => summary.Failures == 0))
        {
            step.Diagnose(OcpDiagnosisType.Pass, Word.Of(Outcome.Pass), $"The engine {right.Engine} got {Quantities.Of(right.Vectors, "published vector")} right.", null);
        }
    }

    /// <summary>What a probe did on each CPU and on all, and a verdict for each CPU that has no finding.</summary>
    private static void TellExposure(OcpStep step, RunSuite suite, RunRecord record)
    {
        if (record.Outcome == Outcome.Unsupported)
        {
            return;
        }

        foreach (RunCase run in suite.Cases)
        {
            foreach (OcpMeasurement measurement in run.Exposure is { } exposure ? OcpExposure.Of(exposure, run.Cpu) : [])
            {
                step.Measure(measurement);
            }

            switch (run.Result)
            {
                case CaseResult.Passed:
                    step.Diagnose(OcpDiagnosisType.Pass, Word.Of(Outcome.Pass), $"{Tally.Of(run.Exposure!).Text(run.Exposure!)} verified.", run.Cpu);
                    break;
                case CaseResult.Inconclusive:
                    step.Diagnose(OcpDiagnosisType.Unknown, Word.Of(Outcome.Inconclusive), run.Reason!, run.Cpu);
                    break;
            }
        }

        foreach (OcpMeasurement measurement in record.Exposure.Probes.Where(probe => probe.Probe == suite.Name).SelectMany(probe => OcpExposure.Of(probe, null)))
        {
            step.Measure(measurement);
        }
    }

    private OcpStep StepOf(string name)
    {
        if (!_steps.TryGetValue(name, out OcpStep? step))
        {
            step = NewStep(name);
            _steps.Add(name, step);
        }

        return step;
    }

    private OcpStep NewStep(string name) => new(_lines, _stepCount++, name);
}
