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
/// The report that is written while the run goes on, a line at a time: <c>--ocptv</c>. It stands under its final name from the beginning, as whoever
/// follows it has to find it; one that has no <c>testRunEnd</c> is not finished. For one thread, that of the supervisor.
/// </summary>
internal sealed class OcpReport : IRunObserver, IDisposable
{
    /// <summary>The option that asks for it.</summary>
    public const string Option = "--ocptv";

    private readonly string _path;
    private readonly Stream _stream;
    private readonly QueuedStream? _queue;
    private readonly OcpWriter _writer;

    /// <param name="path">The file; <c>-</c> for standard output.</param>
    /// <param name="stop">Ends the waiting for somebody who reads from a pipe.</param>
    /// <exception cref="UsageException">It can't be written there.</exception>
    /// <exception cref="OperationCanceledException">Nobody read from a pipe until <paramref name="stop"/> was set.</exception>
    public OcpReport(string path, CancellationToken stop)
    {
        _path = path;
        _stream = Open(path, stop);

        // Whoever reads a pipe may stop to. A file takes what it is given, and what broke in it can be cut off.
        _queue = _stream.CanSeek ? null : new QueuedStream(_stream);
        _writer = new OcpWriter(_queue ?? _stream, TimeProvider.System, string.Join(' ', ["aesnicheck", .. Environment.GetCommandLineArgs().Skip(1)]));
    }

    /// <summary>The run begins.</summary>
    /// <returns>The machine.</returns>
    public HostInfo Begin(RunPlan plan, HostInfo host)
    {
        _writer.Begin(plan, host, Self.Version);
        return host;
    }

    /// <summary>How far the run has come.</summary>
    public void Show(RunProgress progress) => _writer.Progress(progress.Elapsed, progress.Exposure);

    /// <inheritdoc/>
    public void Found(Finding finding, string? miscompareId) => _writer.Found(finding);

    /// <inheritdoc/>
    public void Seen(Miscompare miscompare)
    {
        // It is told once it has been explained, or nobody is left to do so: Found is called for each.
    }

    /// <inheritdoc/>
    public void ProcessStarted(int processId)
    {
    }

    /// <inheritdoc/>
    public void ProcessEnded(int processId)
    {
    }

    /// <summary>The run has ended. Waits for whoever reads a pipe.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="stop">Set when a reader who does not read is to be waited for no longer.</param>
    /// <returns>Whether all of it is written; if not, standard error tells why.</returns>
    public bool End(RunRecord record, CancellationToken stop)
    {
        _writer.End(record);
        IOException? lost = _queue?.Finish(stop);
        if ((_writer.Failure ?? lost) is not { } failure)
        {
            return true;
        }

        Messages.Error($"{Option}: the report can't be written to '{Excerpt.OfLine(_path)}': {ReportPlaces.WhyNot(failure, _path)}");
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
            return ReportPlaces.OpenAlready(path) ?? StreamedFile.Open(path, AtomicFile.OwnerOnly, stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{Option}: the report can't be written to '{Excerpt.OfLine(path)}': {ReportPlaces.WhyNot(exception, path)}");
        }
    }
}
