namespace AesniCheck.Interop;

/// <summary>Why a thread could not be stopped, read or written.</summary>
internal enum TraceRefusalKind
{
    /// <summary>The thread has ended, or never existed.</summary>
    Gone,

    /// <summary>A signal was on its way to the thread. It is delivered; the next try may succeed.</summary>
    Signalled,

    /// <summary>The system forbids it, and will again.</summary>
    Forbidden,

    /// <summary>The thread has not advanced yet: it waits in a system call.</summary>
    Waiting,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>Why a thread could not be stopped, read or written.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Message">The attempted request, and the system's message.</param>
/// <param name="Error">The system's error number, as in <see cref="Errno"/>; 0 if none.</param>
internal sealed record TraceRefusal(TraceRefusalKind Kind, string Message, int Error = 0);
