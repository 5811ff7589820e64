namespace AesniCheck.Interop;

/// <summary>Why a thread could not be stopped, read or written.</summary>
internal enum TraceRefusalKind
{
    /// <summary>The thread has ended, or there never was one.</summary>
    Gone,

    /// <summary>A signal was on its way to the thread. It has got it; the next try may succeed.</summary>
    Signalled,

    /// <summary>The system forbids it, and will again.</summary>
    Forbidden,

    /// <summary>The thread has not come on yet: it waits in a system call.</summary>
    Waiting,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>Why a thread could not be stopped, read or written.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Message">What was tried, and what the system said.</param>
/// <param name="Error">The system's error, as <see cref="Errno"/> has it; 0 where there was none.</param>
internal sealed record TraceRefusal(TraceRefusalKind Kind, string Message, int Error = 0);
