namespace AesniCheck.Injection;

/// <summary>Why nothing was injected.</summary>
internal enum NoInjection
{
    /// <summary>No fit thread was running, or the one that was has ended or got a signal meanwhile. The next try may succeed.</summary>
    NoTarget,

    /// <summary>The worker was in a system call, or just in a signal handler: its vector registers were in nobody's use. The next try may succeed.</summary>
    NotAtWork,

    /// <summary>The registers hold already what the fault would leave there, in all of the area. The next try may succeed.</summary>
    NothingToChange,

    /// <summary>The CPU doesn't have that area, or the kernel has not switched it on.</summary>
    NoSuchArea,

    /// <summary>The system forbids it; the message says what. It will again.</summary>
    Forbidden,

    /// <summary>Something failed; the message says what.</summary>
    Failed,
}

/// <summary>What came of one try: a fault, or the reason why not.</summary>
/// <param name="Fault">The fault, or null.</param>
/// <param name="Reason">The reason, where there is no fault.</param>
/// <param name="Message">What the system said, where it said something.</param>
/// <param name="Timestamp">The clock's timestamp at the moment of <see cref="InjectedFault.Time"/>.</param>
internal sealed record InjectionAttempt(InjectedFault? Fault, NoInjection Reason = default, string? Message = null, long Timestamp = 0);
