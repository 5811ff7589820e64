using AesniCheck.Basics;
using AesniCheck.Files;

namespace AesniCheck.Cli.Output;

/// <summary>
/// The outputs of an answer: reports to files or standard output, and words to the terminal. Created first of all, so that a file that can't be written is
/// known before any work begins. A failure to write one output does not prevent the others.
/// </summary>
/// <typeparam name="TRecord">The record from which the reports are made.</typeparam>
internal sealed class ReportOutputs<TRecord> : IDisposable
{
    private readonly List<(ReportRequest<TRecord> Request, AtomicFile? File, Stream? Open)> _reports = [];
    private bool _isIncomplete;
    private bool _hasReports;
    private bool _isRecordLost;

    /// <param name="requests">The requested reports.</param>
    /// <param name="stop">Ends the wait for a reader of a pipe.</param>
    /// <exception cref="UsageException">One of them can't be written to its destination.</exception>
    /// <exception cref="OperationCanceledException">No process read from a pipe before <paramref name="stop"/> was set.</exception>
    public ReportOutputs(IEnumerable<ReportRequest<TRecord>> requests, CancellationToken stop = default)
    {
        try
        {
            foreach (ReportRequest<TRecord> request in requests)
            {
                _reports.Add(Open(request, stop));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether something other than words goes to standard output.</summary>
    public bool ReservesStandardOutput { get; init; }

    /// <summary>How to keep a record that no report contains; null to drop it.</summary>
    public RescuePolicy<TRecord>? Rescue { get; init; }

    /// <summary>
    /// Makes the reports and discards them. This loads all code that they need, which may no longer be available at the end: an upgrade may delete the
    /// program's file during a long run.
    /// </summary>
    /// <param name="record">A record of the same kind.</param>
    public void Rehearse(TRecord record)
    {
        foreach ((ReportRequest<TRecord> request, _, _) in _reports)
        {
            request.Write(record, Stream.Null);
        }

        Rescue?.Write(record, Stream.Null);
    }

    /// <summary>
    /// Writes the reports. All are tried, even if others fail, and those that may have to wait for a reader come last; failures are reported on standard error.
    /// </summary>
    /// <param name="record">The record from which they are made.</param>
    /// <param name="endStreamed">Ends the report written during the run, and returns whether it is complete; null for none. Called last, as it may wait for its reader.</param>
    /// <returns>Whether at least one was written, or none was requested.</returns>
    public bool WriteReports(TRecord record, Func<bool>? endStreamed = null)
    {
        (ReportRequest<TRecord> Request, AtomicFile? File, Stream? Open)[] inOrder = [.. _reports.OrderBy(report => report.File?.IsSpecial ?? true)];
        string?[] failures =
        [
            .. inOrder.Select(report => Try(() => WriteReport(record, report.Request, report.File, report.Open), Failure(report.Request), report.Request.Path)),
        ];
        bool? isStreamWhole = endStreamed?.Invoke();

        // Standard error may have no reader either.
        foreach (string failure in failures.OfType<string>())
        {
            ConsoleLines.Error(failure);
        }

        _isIncomplete = isStreamWhole == false || failures.Any(failure => failure is not null);
        _hasReports = failures.Length > 0 || isStreamWhole is not null;
        bool isAnyWritten = isStreamWhole == true || failures.Contains(null) || !_hasReports;
        _isRecordLost = !isAnyWritten || failures.Zip(inOrder).Any(report => report.First is not null && report.Second.Request.IsRecord);
        return isAnyWritten;
    }

    /// <summary>Writes the words: to standard output, unless a report goes there.</summary>
    /// <param name="words">Makes the words for a number of columns.</param>
    /// <param name="answer">The most important words, for standard error too if something can't be written.</param>
    /// <returns>Whether they were written.</returns>
    public bool WriteSummary(Func<int, IEnumerable<string>> words, string answer)
    {
        bool isTaken = ReservesStandardOutput || _reports.Any(report => ReportPlaces.IsStandardOutput(report.Request.Path));
        string? failure = Try(() => ConsoleLines.Summary(words, isTaken), "the summary can't be written", "-");
        if (failure is not null)
        {
            ConsoleLines.Error(failure);
        }

        if (failure is not null || _isIncomplete)
        {
            ConsoleLines.Error(answer);
        }

        // Without a report, only the words contained the answer.
        _isRecordLost |= failure is not null && !_hasReports;
        return failure is null;
    }

    /// <summary>Keeps the record elsewhere if no report contains it and it is worth keeping. Must be called last, as it may wait for a reader.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hurry">Set once there should be no further wait for a reader.</param>
    public void KeepLostRecord(TRecord record, CancellationToken hurry)
    {
        if (_isRecordLost && Rescue?.IsWorthKeeping(record, _hasReports) == true)
        {
            using var content = new MemoryStream();
            Rescue.Write(record, content);
            Rescue.Keep(content.GetBuffer().AsMemory(0, (int)content.Length), hurry);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, AtomicFile? file, _) in _reports)
        {
            file?.Dispose();
        }
    }

    private static void WriteReport(TRecord record, ReportRequest<TRecord> request, AtomicFile? file, Stream? open)
    {
        using var content = new MemoryStream();
        request.Write(record, content);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        file?.Commit(bytes);
        open?.Write(bytes);
    }

    /// <summary>Writes something; returns why that failed, or null if it succeeded.</summary>
    private static string? Try(Action write, string failure, string path)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{failure}: {ReportPlaces.WhyNot(exception, path)}";
        }
    }

    private static string Failure(ReportRequest<TRecord> request) => $"{request.Option}: the report can't be written to '{Excerpt.OfLine(request.Path)}'";

    private static (ReportRequest<TRecord> Request, AtomicFile? File, Stream? Open) Open(ReportRequest<TRecord> request, CancellationToken stop)
    {
        try
        {
            Stream? open = ReportPlaces.TryOpenDescriptor(request.Path);
            return (request, open is null ? AtomicFile.Create(request.Path, request.Mode, stop) : null, open);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{Failure(request)}: {ReportPlaces.WhyNot(exception, request.Path)}");
        }
    }
}
