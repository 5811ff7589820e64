using AesniCheck.Files;

namespace AesniCheck.Cli.Output;

/// <summary>A report that was asked for.</summary>
/// <typeparam name="TRecord">What it is made from.</typeparam>
/// <param name="Option">The option that asked for it, such as <c>--json</c>.</param>
/// <param name="Path">The file that it goes to; <c>-</c> for standard output.</param>
/// <param name="Write">Makes it.</param>
internal sealed record ReportRequest<TRecord>(string Option, string Path, Action<TRecord, Stream> Write)
{
    /// <summary>Who may read the file.</summary>
    public UnixFileMode Mode { get; init; } = AtomicFile.OwnerOnly;

    /// <summary>Whether it is the record itself, from which all other reports can be made.</summary>
    public bool IsRecord { get; init; }
}
