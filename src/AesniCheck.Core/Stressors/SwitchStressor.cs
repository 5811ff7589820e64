namespace AesniCheck.Stressors;

/// <summary>
/// Two threads on the same CPU that wake each other, both with marks in all vector registers: foreign register contents come by the
/// workers of that CPU all the time, and tell whose they are should one be left behind. Imitates what broke in Xen PV guests, whose
/// vector state was saved and restored late, by a trap (CR0.TS), and what CVE-2018-3665 read: the registers of the thread before.
/// </summary>
internal sealed class SwitchStressor : Stressor
{
    private readonly MarkedRegisters _marks;
    private readonly SwitchPartner _partner;

    /// <summary>Makes the other thread.</summary>
    /// <param name="cpu">The CPU that the calling thread is pinned to.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    public SwitchStressor(int cpu)
    {
        _marks = new MarkedRegisters(cpu, thread: 0);
        _partner = new SwitchPartner(cpu);
    }

    /// <summary>What is known of it before it runs.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "switch",
        Purpose = "two threads that wake each other, with marks in all vector registers",
        Imitates = "Xen PV's late restore (CR0.TS), CVE-2018-3665: registers of the thread before",
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
