using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Files;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Reports.Ocp;

namespace AesniCheck.Cli.Output;

/// <summary>
/// The report that is written during the run, line by line: <c>--ocptv</c>. It has its final name from the start, so that other programs can follow it; without
/// a <c>testRunEnd</c> it is incomplete. For the supervisor's thread only.
/// </summary>
internal sealed class OcpReport : IRunObserver, IDisposable
{
    /// <summary>The option that requests it.</summary>
    public const string Option = "--ocptv";

    private readonly string _path;
    private readonly Stream _stream;
    private readonly QueuedStream? _queue;
    private readonly OcpWriter _writer;

    /// <param name="path">The file; <c>-</c> for standard output.</param>
    /// <param name="stop">Ends the wait for a reader of a pipe.</param>
    /// <exception cref="UsageException">It can't be written to <paramref name="path"/>.</exception>
    /// <exception cref="OperationCanceledException">No process read from a pipe before <paramref name="stop"/> was set.</exception>
    public OcpReport(string path, CancellationToken stop)
    {
        _path = path;
        _stream = Open(path, stop);

        // The reader of a pipe may stop reading. A file accepts every write, and a partial line in it can be cut off.
        _queue = _stream.CanSeek ? null : new QueuedStream(_stream);
        _writer = new OcpWriter(_queue ?? _stream, TimeProvider.System, string.Join(' ', ["aesnicheck", .. Environment.GetCommandLineArgs().Skip(1)]));
    }

    /// <summary>Begins the report.</summary>
    /// <returns>The machine.</returns>
    public HostInfo Begin(RunPlan plan, HostInfo host)
    {
        _writer.Begin(plan, host, Self.Version);
        return host;
    }

    /// <summary>Reports the progress of the run.</summary>
    public void Show(RunProgress progress) => _writer.Progress(progress.Elapsed, progress.Exposure);

    /// <inheritdoc/>
    public void Found(Finding finding, string? miscompareId) => _writer.Found(finding);

    /// <inheritdoc/>
    public void Seen(Miscompare miscompare)
    {
        // Reported later: Found is called for each miscompare, once it has been explained or no worker is left to explain it.
    }

    /// <inheritdoc/>
    public void ProcessStarted(int processId)
    {
    }

    /// <inheritdoc/>
    public void ProcessEnded(int processId)
    {
    }

    /// <summary>Ends the report. Waits for the reader of a pipe.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="stop">Set once there should be no further wait for a reader that does not read.</param>
    /// <returns>Whether all of it was written; if not, standard error says why.</returns>
    public bool End(RunRecord record, CancellationToken stop)
    {
        _writer.End(record);
        IOException? lost = _queue?.Finish(stop);
        if ((_writer.Failure ?? lost) is not { } failure)
        {
            return true;
        }

        ConsoleLines.Error($"{Option}: the report can't be written to '{Excerpt.OfLine(_path)}': {ReportPlaces.WhyNot(failure, _path)}");
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue?.Dispose();
        _stream.Dispose();
    }

    private static Stream Open(string path, CancellationToken stop)
    {
        try
        {
            return ReportPlaces.TryOpenDescriptor(path) ?? StreamedFile.Open(path, AtomicFile.OwnerOnly, stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{Option}: the report can't be written to '{Excerpt.OfLine(path)}': {ReportPlaces.WhyNot(exception, path)}");
        }
    }
}
