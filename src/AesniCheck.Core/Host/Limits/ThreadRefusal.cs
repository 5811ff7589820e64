namespace AesniCheck.Host.Limits;

/// <summary>The system starts no thread: a limit on processes or memory, most likely, and no fault of AES.</summary>
internal static class ThreadRefusal
{
    /// <summary>Why, to be put behind what could not be started. Not the runtime's own words, which a trimmed build may lack.</summary>
    public const string Reason = "the system has no thread, open file or memory left for it (see ulimit -a)";

    /// <summary>Whether a start of a thread failed for that.</summary>
    public static bool Is(Exception exception) => exception is OutOfMemoryException or ThreadStartException;
}
