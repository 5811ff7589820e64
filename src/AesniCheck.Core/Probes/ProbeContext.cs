using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>What a probe gets from the worker that runs it.</summary>
internal sealed class ProbeContext
{
    private long _miscompares;

    /// <summary>The number of the worker.</summary>
    public required int Worker { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Tells the CPU that the calling thread is on.</summary>
    public required Func<int> CurrentCpu { get; init; }

    /// <summary>Tells how often the calling thread has been switched.</summary>
    public Func<SwitchCounts> CurrentSwitches { get; init; } = () => default;

    /// <summary>Takes a miscompare, sends it away, and has it explained.</summary>
    public required IMiscompareHandler Handler { get; init; }

    /// <summary>Whether the run is being stopped. Asked only when something was wrong: a turn is short otherwise.</summary>
    public required Func<bool> IsStopping { get; init; }

    /// <summary>The buffers of the worker's probes of messages.</summary>
    public MessageBuffers Buffers => field ??= new MessageBuffers(MapGuarded);

    /// <summary>Maps memory between pages that may not be touched; null where the worker has none.</summary>
    public Func<IReadOnlyList<int>, GuardedPages?>? MapGuarded { get; init; }

    /// <summary>Whether buffers were to lie between such pages.</summary>
    public bool WantsGuards => MapGuarded is not null;

    /// <summary>Where the worker notes its calls of ciphers.</summary>
    public CallLog Calls { get; init; } = CallLog.None;

    /// <summary>The kernel's id of the worker's thread.</summary>
    public int ThreadId { get; set; }

    /// <summary>The CPU when the turn began.</summary>
    public int CpuBefore { get; set; }

    /// <summary>How often the thread had been switched when the turn began.</summary>
    public SwitchCounts SwitchesBefore { get; set; }

    /// <summary>Sends a miscompare away, with what the worker knows of it, and has it explained.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="miscompare">What the probe knows of it.</param>
    /// <param name="unit">The unit that it was seen in; still entered.</param>
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

/// <summary>Where miscompares go.</summary>
internal interface IMiscompareHandler
{
    /// <summary>Takes a miscompare on the thread that saw it. Never drops one.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit that it was seen in; still entered.</param>
    /// <returns>Whether the unit itself is damaged and must not be used again.</returns>
    bool Handle(Miscompare miscompare, Unit unit);

    /// <summary>Takes note that something can't be tested after all.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="reason">What, and why, in half a sentence.</param>
    void HandleUnavailable(string probe, string reason);
}
