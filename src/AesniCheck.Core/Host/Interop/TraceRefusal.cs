namespace AesniCheck.Host.Interop;

/// <summary>Why a thread could not be stopped, read or written.</summary>
internal enum TraceRefusalKind
{
    /// <summary>The thread has ended, or there never was one.</summary>
    Gone,

    /// <summary>A signal was on its way to the thread. It has got it; the next try may succeed.</summary>
    Signalled,

    /// <summary>The system forbids it, and will again.</summary>
    Forbidden,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>Why a thread could not be stopped, read or written.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Message">What was tried, what the system said, and what to do.</param>
internal sealed record TraceRefusal(TraceRefusalKind Kind, string Message);
