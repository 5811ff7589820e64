using AesniCheck.Planning;

namespace AesniCheck.Probes;

/// <summary>What a probe gets from the worker that runs it.</summary>
internal sealed class ProbeContext
{
    private long _miscompares;

    /// <summary>The number of the worker.</summary>
    public required int Worker { get; init; }

    /// <summary>The units that all workers share.</summary>
    public required UnitPool Units { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Tells the CPU that the calling thread is on.</summary>
    public required Func<int> CurrentCpu { get; init; }

    /// <summary>Takes a miscompare, sends it away, and has it explained.</summary>
    public required IMiscompareHandler Handler { get; init; }

    /// <summary>Whether the run is being stopped. Asked only when something was wrong: a turn is short otherwise.</summary>
    public required Func<bool> IsStopping { get; init; }

    /// <summary>The kernel's id of the worker's thread.</summary>
    public int ThreadId { get; set; }

    /// <summary>The CPU when the turn began.</summary>
    public int CpuBefore { get; set; }

    /// <summary>An id for the next miscompare.</summary>
    public string NextMiscompareId() => string.Create(null, $"{Worker}.{++_miscompares}");
}

/// <summary>Where miscompares go.</summary>
internal interface IMiscompareHandler
{
    /// <summary>Takes a miscompare on the thread that saw it. Never drops one.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit that it was seen in; still entered.</param>
    /// <returns>Whether the unit itself is damaged and must not be used again.</returns>
    bool Handle(Miscompare miscompare, Unit unit);
}
