namespace AesniCheck.Stressors;

/// <summary>
/// Two threads on the same CPU that wake each other, both with marks in all vector registers: foreign register contents pass the
/// workers of that CPU all the time, and a mark left behind names its owner. Imitates Xen PV guests, whose vector state was saved
/// and restored late, by a trap (CR0.TS), and CVE-2018-3665, which read the registers of the previous thread.
/// </summary>
internal sealed class SwitchStressor : Stressor
{
    private readonly MarkedRegisters _marks;
    private readonly SwitchPartner _partner;

    /// <summary>Starts the other thread.</summary>
    /// <param name="cpu">The CPU to which the calling thread is pinned.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    public SwitchStressor(int cpu)
    {
        _marks = new MarkedRegisters(cpu, thread: 0);
        _partner = new SwitchPartner(cpu);
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "switch",
        Purpose = "two threads that wake each other, with marks in all vector registers",
        Imitates = "Xen PV's late restore (CR0.TS), CVE-2018-3665: registers of the previous thread",
        Event = "context switch",
        Pace = StressorPace.InTurn,
        ThreadCount = 2,
        Engines = MarkedRegisters.Engines,
        Begin = _ => cpu => new SwitchStressor(cpu),
    };

    /// <inheritdoc/>
    public override long Step() => _partner.Visit(_marks);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _partner.Dispose();
        base.Dispose();
    }
}
