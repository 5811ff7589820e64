using AesniCheck.Files;

namespace AesniCheck.Cli.Output;

/// <summary>A requested report.</summary>
/// <typeparam name="TRecord">The record from which it is made.</typeparam>
/// <param name="Option">The option that requested it, such as <c>--json</c>.</param>
/// <param name="Path">The destination file; <c>-</c> for standard output.</param>
/// <param name="Write">Writes it.</param>
internal sealed record ReportRequest<TRecord>(string Option, string Path, Action<TRecord, Stream> Write)
{
    /// <summary>The mode of the file.</summary>
    public UnixFileMode Mode { get; init; } = AtomicFile.OwnerOnly;

    /// <summary>Whether it is the record itself, from which all other reports can be made.</summary>
    public bool IsRecord { get; init; }
}
