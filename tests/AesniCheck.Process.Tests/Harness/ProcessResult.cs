namespace AesniCheck.Processes.Harness;

/// <summary>The result of a process.</summary>
/// <param name="ExitCode">Its exit code; 128 + n if signal n ended it.</param>
/// <param name="Output">The lines of its standard output.</param>
/// <param name="Error">The lines of its standard error.</param>
internal sealed record ProcessResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error)
{
    /// <summary>All of its standard output.</summary>
    public string OutputText => string.Join('\n', Output);

    /// <summary>The words of its standard output, with one space between them however lines were wrapped.</summary>
    public string OutputWords => string.Join(' ', OutputText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
