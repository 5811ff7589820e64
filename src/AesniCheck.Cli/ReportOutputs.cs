using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>
/// Where an answer goes: its reports into files or to standard output, its words to the terminal. Made first of all, so that a file that can't
/// be written is known before anything is done. What can't be written in the end keeps nothing else from being written.
/// </summary>
/// <typeparam name="TRecord">What the reports are made from.</typeparam>
internal sealed class ReportOutputs<TRecord> : IDisposable
{
    private readonly List<(ReportRequest<TRecord> Request, AtomicFile? File)> _reports = [];

    /// <param name="requests">The reports that were asked for.</param>
    /// <exception cref="UsageException">One of them can't be written where it is to go.</exception>
    public ReportOutputs(IEnumerable<ReportRequest<TRecord>> requests)
    {
        try
        {
            foreach (ReportRequest<TRecord> request in requests)
            {
                _reports.Add((request, ReportPlaces.IsStandardOutput(request.Path) ? null : Open(request)));
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

    /// <summary>Writes reports and words. Each is tried, whatever becomes of the others; what fails is told on standard error.</summary>
    /// <param name="record">What the reports are made from.</param>
    /// <param name="words">The words. They go to standard output, unless a report goes there.</param>
    /// <param name="answer">The words that matter most, for standard error where something can't be written; null for none.</param>
    /// <param name="streamed">The reports that have been written meanwhile: whether each of them is whole.</param>
    /// <returns>Whether the answer has reached anybody: one of the reports is written, or the words are where no report was asked for.</returns>
    public bool Write(TRecord record, IEnumerable<string> words, string? answer, params IReadOnlyList<bool> streamed)
    {
        List<bool> written = [.. streamed];
        foreach ((ReportRequest<TRecord> request, AtomicFile? file) in _reports)
        {
            written.Add(Try(() => WriteReport(record, request, file), $"{request.Option}: the report can't be written to '{request.Path}'"));
        }

        bool told = Try(() => WriteWords(words), "the summary can't be written");
        if (answer is not null && (!told || written.Contains(false)))
        {
            Messages.Error(answer);
        }

        return written.Count == 0 ? told : written.Contains(true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, AtomicFile? file) in _reports)
        {
            file?.Dispose();
        }
    }

    private static void WriteReport(TRecord record, ReportRequest<TRecord> request, AtomicFile? file)
    {
        using var content = new MemoryStream();
        request.Write(record, content);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (file is not null)
        {
            file.Commit(bytes);
            return;
        }

        using Stream output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    private void WriteWords(IEnumerable<string> words)
    {
        bool isTaken = TakesStandardOutput || _reports.Any(report => ReportPlaces.IsStandardOutput(report.Request.Path));
        TextWriter output = isTaken ? Console.Error : Console.Out;
        foreach (string line in words)
        {
            output.WriteLine(line);
        }
    }

    private static bool Try(Action write, string failure)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Messages.Error($"{failure}: {exception.Message}");
            return false;
        }
    }

    private static AtomicFile Open(ReportRequest<TRecord> request)
    {
        try
        {
            return AtomicFile.Create(request.Path, request.Mode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{request.Option}: the report can't be written to '{request.Path}': {ReportPlaces.WhyNot(exception, request.Path)}");
        }
    }
}
