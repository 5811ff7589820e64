using AesniCheck.Basics;
using AesniCheck.Files;

namespace AesniCheck.Cli.Output;

/// <summary>
/// Where an answer goes: its reports into files or to standard output, its words to the terminal. Made first of all, so that a file that can't
/// be written is known before anything is done. What can't be written in the end keeps nothing else from being written.
/// </summary>
/// <typeparam name="TRecord">What the reports are made from.</typeparam>
internal sealed class ReportOutputs<TRecord> : IDisposable
{
    private readonly List<(ReportRequest<TRecord> Request, AtomicFile? File, Stream? Open)> _reports = [];
    private bool _isIncomplete;
    private bool _hasReports;
    private bool _isRecordLost;

    /// <param name="requests">The reports that were asked for.</param>
    /// <param name="stop">Ends the waiting for somebody who reads from a pipe.</param>
    /// <exception cref="UsageException">One of them can't be written where it is to go.</exception>
    /// <exception cref="OperationCanceledException">Nobody read from a pipe until <paramref name="stop"/> was set.</exception>
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

    /// <summary>Whether something else than words goes to standard output.</summary>
    public bool TakesStandardOutput { get; init; }

    /// <summary>How a record is kept that no report holds; null where it is not kept.</summary>
    public RecordRescue<TRecord>? Rescue { get; init; }

    /// <summary>
    /// Makes the reports for nobody. What they need of the program is loaded then, and does not have to be there any more when they are made in
    /// earnest: an upgrade may take the program's file away in the middle of a long run.
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
    /// Writes the reports. Each is tried, whatever becomes of the others, and those that may have to wait for a reader come last; what fails is told
    /// on standard error.
    /// </summary>
    /// <param name="record">What they are made from.</param>
    /// <param name="endStreamed">Ends the report that has been written meanwhile, and tells whether it is whole; null where there is none. It may have to wait for its reader, and so comes last.</param>
    /// <returns>Whether any is written, or none was asked for.</returns>
    public bool WriteReports(TRecord record, Func<bool>? endStreamed = null)
    {
        (ReportRequest<TRecord> Request, AtomicFile? File, Stream? Open)[] inOrder = [.. _reports.OrderBy(report => report.File?.IsSpecial ?? true)];
        string?[] failures =
        [
            .. inOrder.Select(report => Try(() => WriteReport(record, report.Request, report.File, report.Open), Failure(report.Request), report.Request.Path)),
        ];
        bool? isStreamWhole = endStreamed?.Invoke();

        // Nobody may read this either.
        foreach (string failure in failures.OfType<string>())
        {
            Messages.Error(failure);
        }

        _isIncomplete = isStreamWhole == false || failures.Any(failure => failure is not null);
        _hasReports = failures.Length > 0 || isStreamWhole is not null;
        bool isAnyWritten = isStreamWhole == true || failures.Contains(null) || !_hasReports;
        _isRecordLost = !isAnyWritten || failures.Zip(inOrder).Any(report => report.First is not null && report.Second.Request.IsRecord);
        return isAnyWritten;
    }

    /// <summary>Writes the words: to standard output, unless a report goes there.</summary>
    /// <param name="words">The words.</param>
    /// <param name="answer">Those that matter most, for standard error too where something can't be written.</param>
    /// <returns>Whether they are written.</returns>
    public bool WriteWords(IEnumerable<string> words, string answer)
    {
        bool isTaken = TakesStandardOutput || _reports.Any(report => ReportPlaces.IsStandardOutput(report.Request.Path));
        string? failure = Try(() => WriteLines(words, isTaken), "the summary can't be written", "-");
        if (failure is not null)
        {
            Messages.Error(failure);
        }

        if (failure is not null || _isIncomplete)
        {
            Messages.Error(answer);
        }

        // Without a report the words were all that told of it.
        _isRecordLost |= failure is not null && !_hasReports;
        return failure is null;
    }

    /// <summary>Keeps the record elsewhere if no report holds it and it is worth that. To be called last, as it may wait for a reader.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hurry">Set once no reader is to be waited for any longer.</param>
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

    private static void WriteLines(IEnumerable<string> lines, bool isTaken)
    {
        if (isTaken)
        {
            Messages.ErrorLines(lines);
        }
        else
        {
            Messages.Lines(lines);
        }
    }

    /// <summary>Writes something; tells why it can't be written, null where it is.</summary>
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
            Stream? open = ReportPlaces.OpenAlready(request.Path);
            return (request, open is null ? AtomicFile.Create(request.Path, request.Mode, stop) : null, open);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{Failure(request)}: {ReportPlaces.WhyNot(exception, request.Path)}");
        }
    }
}
