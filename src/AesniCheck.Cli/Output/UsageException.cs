namespace AesniCheck.Cli.Output;

/// <summary>The request is wrong, and nothing was run. The message is one line: what, where, what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
