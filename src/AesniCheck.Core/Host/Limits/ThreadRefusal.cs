namespace AesniCheck.Host.Limits;

/// <summary>The system's refusal to start a thread: most likely a limit on processes or memory, not a fault of AES.</summary>
internal static class ThreadRefusal
{
    /// <summary>
    /// The reason, to be appended to the name of the thing that could not be started. Not the runtime's own words, which a trimmed build may lack.
    /// </summary>
    public const string Reason = "the system has run out of threads, open files or memory for it (see ulimit -a)";

    /// <summary>Whether the start of a thread failed for that reason.</summary>
    public static bool Is(Exception exception) => exception is OutOfMemoryException or ThreadStartException;
}
