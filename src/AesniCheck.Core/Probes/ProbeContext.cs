using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>The services and data that a worker provides to its probes.</summary>
internal sealed class ProbeContext
{
    private long _miscompares;

    /// <summary>The number of the worker.</summary>
    public required int Worker { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Returns the CPU of the calling thread.</summary>
    public required Func<int> CurrentCpu { get; init; }

    /// <summary>Returns the calling thread's context switches.</summary>
    public Func<SwitchCounts> CurrentSwitches { get; init; } = () => default;

    /// <summary>Receives miscompares, sends them to the supervisor, and has them explained.</summary>
    public required IMiscompareHandler Handler { get; init; }

    /// <summary>Whether the run is being stopped. Called only after an error: turns are short otherwise.</summary>
    public required Func<bool> IsStopping { get; init; }

    /// <summary>The buffers of the worker's message probes.</summary>
    public MessageBuffers Buffers => field ??= new MessageBuffers(MapGuarded);

    /// <summary>Maps memory between inaccessible pages; null if the worker has none.</summary>
    public Func<IReadOnlyList<int>, GuardedPages?>? MapGuarded { get; init; }

    /// <summary>Whether buffers should lie between such pages.</summary>
    public bool WantsGuards => MapGuarded is not null;

    /// <summary>The log of the worker's cipher calls.</summary>
    public CallLog Calls { get; init; } = CallLog.None;

    /// <summary>The kernel's id of the worker's thread.</summary>
    public int ThreadId { get; set; }

    /// <summary>The CPU when the turn began.</summary>
    public int CpuBefore { get; set; }

    /// <summary>The thread's context switches when the turn began.</summary>
    public SwitchCounts SwitchesBefore { get; set; }

    /// <summary>Completes a miscompare with the worker's data, sends it to the supervisor, and has it explained.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="miscompare">The miscompare with the probe's data.</param>
    /// <param name="unit">The unit in which it was seen; still entered.</param>
    /// <returns>Whether the unit itself is damaged and must not be used again.</returns>
    public bool Report(string probe, Miscompare miscompare, Unit unit) => Handler.Handle(
        miscompare with
        {
            Id = string.Create(null, $"{Worker}.{++_miscompares}"),
            Time = Clock.GetUtcNow(),
            Probe = probe,
            Worker = Worker,
            ThreadId = ThreadId,
            CpuBefore = CpuBefore,
            CpuAfter = CurrentCpu(),
            SwitchesBefore = SwitchesBefore,
            SwitchesAfter = CurrentSwitches(),
        },
        unit);
}

/// <summary>The receiver of miscompares.</summary>
internal interface IMiscompareHandler
{
    /// <summary>Handles a miscompare on the thread that saw it. Never drops one.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen; still entered.</param>
    /// <returns>Whether the unit itself is damaged and must not be used again.</returns>
    bool Handle(Miscompare miscompare, Unit unit);

    /// <summary>Records that something cannot be tested after all.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="reason">The missing part and the reason, in half a sentence.</param>
    void HandleUnavailable(string probe, string reason);
}
