using System.Text.Json.Serialization;

namespace AesniCheck.Injection;

/// <summary>One fault that was injected into a thread, as it is logged.</summary>
public sealed record InjectedFault
{
    /// <summary>The time of the change, just before the thread resumed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The kind of fault.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The area; null for the kinds that change all areas, or none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RegisterArea? Area { get; init; }

    /// <summary>The kernel's id of the thread.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The name of the thread: <c>worker N</c> for workers.</summary>
    public required string ThreadName { get; init; }

    /// <summary>The CPU that it ran on just before.</summary>
    public required int Cpu { get; init; }

    /// <summary>The other thread, from which a register was copied or with which all were exchanged.</summary>
    public int? OtherThreadId { get; init; }

    /// <summary>
    /// Whether the thread was in a system call, or on its return from one, after which most vector registers should not be live: the calling convention preserves none of them for the
    /// caller of a function. Never if only workers are the targets.
    /// </summary>
    public bool InSystemCall { get; init; }

    /// <summary>The address of the instruction at which the thread resumed.</summary>
    public required ulong InstructionPointer { get; init; }

    /// <summary>The time from the stop of the thread to its release, in microseconds.</summary>
    public required double StoppedMicroseconds { get; init; }

    /// <summary>The changes: one register; all areas if all were exchanged; empty for <see cref="FaultKind.None"/>.</summary>
    public required IReadOnlyList<RegisterChange> Changes { get; init; }
}

/// <summary>The change of a register, or of all registers of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Register">The number of the register, as in instructions; null for the whole area.</param>
/// <param name="Bit">The flipped bit, within the area's part of the register, from 0, the least significant; null if more than one was changed.</param>
/// <param name="Before">The area's part of the register before, least significant byte first; if all registers were changed, all of them, the lowest first.</param>
/// <param name="After">The same after the change.</param>
public sealed record RegisterChange(RegisterArea Area, int? Register, int? Bit, byte[] Before, byte[] After);
