using System.Text.Json.Serialization;

namespace AesniCheck.Injection;

/// <summary>One fault that was put into a thread, as it is logged.</summary>
public sealed record InjectedFault
{
    /// <summary>When the registers were changed, just before the thread went on.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What was done.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Where; null for the kinds that change all areas, or none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RegisterArea? Area { get; init; }

    /// <summary>The kernel's id of the thread.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The name of the thread: <c>worker N</c> for workers.</summary>
    public required string ThreadName { get; init; }

    /// <summary>The CPU that it was on just before.</summary>
    public required int Cpu { get; init; }

    /// <summary>The other thread: whose register was copied, or with whom all were exchanged.</summary>
    public int? OtherThreadId { get; init; }

    /// <summary>
    /// Whether the thread was in a system call, behind which nobody is to look at most vector registers: the calling convention leaves
    /// none of them to the caller of a function. Never where workers alone are the targets.
    /// </summary>
    public bool InSystemCall { get; init; }

    /// <summary>The instruction that the thread went on with.</summary>
    public required ulong InstructionPointer { get; init; }

    /// <summary>From the stop of the thread to its release, in microseconds.</summary>
    public required double StoppedMicroseconds { get; init; }

    /// <summary>What was changed: one register; all areas where all were exchanged; nothing for <see cref="FaultKind.None"/>.</summary>
    public required IReadOnlyList<RegisterChange> Changes { get; init; }
}

/// <summary>What was done to a register, or to all registers of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Register">The number of the register, as instructions name it; null for all of the area.</param>
/// <param name="Bit">The bit that was turned over, within the area's part of the register, from 0, the least significant; null where more than one was changed.</param>
/// <param name="Before">The area's part of the register before, least significant byte first; of all registers, the lowest first, where all were changed.</param>
/// <param name="After">The same after.</param>
public sealed record RegisterChange(RegisterArea Area, int? Register, int? Bit, byte[] Before, byte[] After);
