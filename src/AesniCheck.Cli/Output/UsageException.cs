namespace AesniCheck.Cli.Output;

/// <summary>What was asked is wrong, and nothing has been run. The message is one line: what, where, what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
