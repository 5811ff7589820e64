namespace AesniCheck.Injection;

/// <summary>The reasons why no fault was injected.</summary>
internal enum InjectionFailure
{
    /// <summary>No suitable thread was running, or it has ended or received a signal meanwhile. The next try may succeed.</summary>
    NoTarget,

    /// <summary>The worker was in a system call, or had just entered a signal handler: its vector registers were not live. The next try may succeed.</summary>
    RegistersNotLive,

    /// <summary>In all of the area, the registers already hold what the fault would leave there. The next try may succeed.</summary>
    NothingToChange,

    /// <summary>The CPU doesn't have the area, or the kernel has not enabled it.</summary>
    NoSuchArea,

    /// <summary>The system forbids it, and will again; the message explains.</summary>
    Forbidden,

    /// <summary>Another failure; the message explains.</summary>
    Failed,
}

/// <summary>The result of one try: a fault, or the reason why there is none.</summary>
/// <param name="Fault">The fault, or null.</param>
/// <param name="Reason">The reason, if there is no fault.</param>
/// <param name="Message">The system's message, if any.</param>
/// <param name="Timestamp">The clock's timestamp at the moment of <see cref="InjectedFault.Time"/>.</param>
internal sealed record InjectionAttempt(InjectedFault? Fault, InjectionFailure Reason = default, string? Message = null, long Timestamp = 0);
