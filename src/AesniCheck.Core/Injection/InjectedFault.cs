namespace AesniCheck.Injection;

/// <summary>One fault that was put into a worker, as it is logged.</summary>
internal sealed record InjectedFault
{
    /// <summary>When the register was changed, just before the thread went on.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The kernel's id of the thread.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The name of the thread: <c>worker N</c>.</summary>
    public required string ThreadName { get; init; }

    /// <summary>The CPU that it was on just before.</summary>
    public required int Cpu { get; init; }

    /// <summary>What was changed.</summary>
    public required RegisterChange Change { get; init; }

    /// <summary>The instruction that it went on with.</summary>
    public required ulong InstructionPointer { get; init; }

    /// <summary>From the stop to the release of the thread.</summary>
    public required TimeSpan StoppedFor { get; init; }
}

/// <summary>Why nothing was injected.</summary>
internal enum NoInjection
{
    /// <summary>No worker was running, or the one that was has ended or got a signal meanwhile. The next try may succeed.</summary>
    NoTarget,

    /// <summary>The worker was in a system call. The next try may succeed.</summary>
    InSystemCall,

    /// <summary>The CPU doesn't have that area, or the kernel has not switched it on.</summary>
    NoSuchArea,

    /// <summary>The system forbids it, or something failed; the message says what.</summary>
    Refused,
}

/// <summary>What came of one try: a fault, or the reason why not.</summary>
/// <param name="Fault">The fault, or null.</param>
/// <param name="Reason">The reason, where there is no fault.</param>
/// <param name="Message">What the system said, where it said something.</param>
internal sealed record InjectionAttempt(InjectedFault? Fault, NoInjection Reason = default, string? Message = null);
