using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// Reports a run in the format of the OCP Test and Validation output specification, version 2.0: lines of JSON written during the run, each in one piece and
/// flushed at once. There is a step for each probe, and verdicts name the CPU on which they were seen. A broken stream does not disturb the run. Not
/// thread-safe.
/// </summary>
/// <param name="output">The stream, unbuffered. It is left open.</param>
/// <param name="clock">The clock.</param>
/// <param name="commandLine">The command line of the program.</param>
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

    /// <summary>Why the first line was lost, such as a full disk or a reader that has gone; null if all lines were written.</summary>
    public Exception? Failure => _lines.Failure;

    /// <summary>Reports the plan and the machine. Must be called once, before all other methods.</summary>
    /// <param name="plan">The plan.</param>
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
    /// Reports the throughput every five seconds; less often in runs of more than an hour, so that there are at most 720 values for each probe. Cheap if no
    /// value is due. Does nothing before <see cref="Begin"/>.
    /// </summary>
    /// <param name="elapsed">The time since the run began.</param>
    /// <param name="exposure">The work verified since then.</param>
    public void Progress(TimeSpan elapsed, Exposure exposure)
    {
        if (_findings is not null && !_hasEnded && elapsed - _told >= _interval)
        {
            WriteThroughput(elapsed, exposure);
        }
    }

    /// <summary>Reports a finding at once, within the limits of <see cref="OcpFindings"/>. Does nothing before <see cref="Begin"/>: then <see cref="End"/> reports it.</summary>
    public void Found(Finding finding)
    {
        if (!_hasEnded)
        {
            _findings?.Tell(finding);
        }
    }

    /// <summary>
    /// Reports the rest and the ending of the run. If <see cref="Begin"/> was never called, because the machine can't run it, everything is written now. Later
    /// calls do nothing.
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
        _findings!.ReportRest(record);
        WriteLastThroughput(record);
        OcpEnding ending = OcpEnding.Of(record);
        EndSteps(record, ending);
        ending.Write(_lines, record.Reasons);
        foreach (string note in record.Notes)
        {
            _lines.Write(new OcpRunArtifact { Log = new OcpLog(OcpSeverity.Warning, note) });
        }

        _lines.Write(new OcpRunArtifact { TestRunEnd = new OcpRunEnd(ending.Status, ending.Result) });
    }

    private void WriteThroughput(TimeSpan elapsed, Exposure exposure)
    {
        _told = elapsed;
        foreach (IGrouping<string, ProbeExposure> probe in exposure.Parts.GroupBy(part => part.Probe))
        {
            // A broken worker process may report a probe that is not in the plan; it gets no step.
            _steps.GetValueOrDefault(probe.Key)?.AddThroughput(elapsed, probe.Sum(part => (double)part.Bytes));
        }
    }

    /// <summary>Reports the throughput of the last interval. For a short rest it means little, but short runs have nothing else.</summary>
    private void WriteLastThroughput(RunRecord record)
    {
        TimeSpan elapsed = record.EndedAt - record.StartedAt;
        if (elapsed - _told >= _interval / 2 || _told == TimeSpan.Zero)
        {
            WriteThroughput(elapsed, record.Exposure);
        }
    }

    private void EndSteps(RunRecord record, OcpEnding ending)
    {
        KnownAnswerSummary[] answers = [.. record.KnownAnswers, .. record.ModeAnswers];
        if (answers.Length > 0)
        {
            WriteKnownAnswers(StepOf(RunCases.KnownAnswerSuite), answers);
        }

        var suites = RunCases.Of(record).ToLookup(suite => suite.Name);
        foreach ((string name, OcpStep step) in _steps)
        {
            RunSuite? suite = record.Plan.Probes.Any(probe => probe.Name == name) ? suites[name].FirstOrDefault() : null;
            if (suite is not null)
            {
                WriteExposure(step, suite, record);
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

    private static void WriteKnownAnswers(OcpStep step, KnownAnswerSummary[] answers)
    {
        foreach (OcpMeasurement measurement in answers.SelectMany(OcpExposure.Of))
        {
            step.Measure(measurement);
        }

        foreach (KnownAnswerSummary right in answers.Where(summary => summary.Failures == 0))
        {
            step.Diagnose(OcpDiagnosisType.Pass, EnumWord.Of(Outcome.Pass), $"The engine {right.Engine} got {Quantities.Of(right.Vectors, "published vector")} right.", null);
        }
    }

    /// <summary>Writes the work of a probe, on each CPU and in all, and a verdict for each CPU without a finding.</summary>
    private static void WriteExposure(OcpStep step, RunSuite suite, RunRecord record)
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
                    step.Diagnose(OcpDiagnosisType.Pass, EnumWord.Of(Outcome.Pass), $"{Tally.Of(run.Exposure!).Text(run.Exposure!)} verified.", run.Cpu);
                    break;
                case CaseResult.Inconclusive:
                    step.Diagnose(OcpDiagnosisType.Unknown, EnumWord.Of(Outcome.Inconclusive), run.Reason!, run.Cpu);
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
