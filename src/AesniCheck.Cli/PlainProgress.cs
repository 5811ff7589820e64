using System.Globalization;
using AesniCheck.Execution;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>A line every few seconds, for logs and pipes, and one at once at the first finding. Falls silent where it can't be written.</summary>
/// <param name="output">Where to.</param>
/// <param name="interval">The time between two lines.</param>
internal sealed class PlainProgress(TextWriter output, TimeSpan interval) : IProgressDisplay
{
    private TimeSpan _last;
    private long _findings;
    private bool _broken;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<RunProgress>, T> run) => run(Show);

    private void Show(RunProgress progress)
    {
        bool firstFinding = _findings == 0 && progress.Findings > 0;
        if (_broken || (progress.Elapsed - _last < interval && !firstFinding))
        {
            return;
        }

        _last = progress.Elapsed;
        _findings = progress.Findings;
        double seconds = Math.Max(progress.Elapsed.TotalSeconds, 0.001);
        try
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Quantities.Time(progress.Elapsed)} of {Quantities.Time(progress.Plan.Duration)}: {Tally.Of(progress.Exposure).Text(progress.Exposure.Probes)} verified, {Quantities.Bytes(progress.Exposure.Bytes / seconds)}/s, {Quantities.Of(progress.Findings, "finding")}"));
        }
        catch (IOException)
        {
            // A log on a full disk must not end the run.
            _broken = true;
        }
    }
}
