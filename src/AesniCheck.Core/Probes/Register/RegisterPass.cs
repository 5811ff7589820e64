using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// The device under test of the register probe: values that stay in the wide registers from start to end. Tests put a broken
/// one in its place. For one thread at a time.
/// </summary>
internal abstract unsafe class RegisterPass
{
    /// <summary>The bytes of a page, which is how far apart the writes of <see cref="RegisterEvent.PageFault"/> are.</summary>
    public const int PageBytes = 4096;

    private const int MaximumLanes = 32 * 8;

    /// <summary>The registers that this machine has; empty if it has none of them.</summary>
    public abstract IReadOnlyList<RegisterKind> Kinds { get; }

    /// <summary>Takes values through <paramref name="eventCount"/> times <paramref name="stepsPerEvent"/> steps.</summary>
    /// <param name="kind">The registers to fill; one of <see cref="Kinds"/>.</param>
    /// <param name="happening">What happens after each <paramref name="stepsPerEvent"/> steps.</param>
    /// <param name="constants">As <see cref="RegisterUnit.Constants"/>.</param>
    /// <param name="starts">As <see cref="RegisterUnit.Starts"/>.</param>
    /// <param name="ends">Receives the values, in the order of <see cref="RegisterUnit.Ends"/>; may be <paramref name="starts"/>.</param>
    /// <param name="eventCount">The number of events.</param>
    /// <param name="stepsPerEvent">The number of steps before each.</param>
    /// <param name="pages">For <see cref="RegisterEvent.PageFault"/>: as many pages as there are events, dropped just before. Else not read.</param>
    public abstract void Run(
        RegisterKind kind, RegisterEvent happening, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages);

    /// <summary>Takes the values of a unit through all its steps.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="happening">What happens on the way.</param>
    /// <param name="ends">Receives the values, to be compared with <see cref="RegisterUnit.Ends"/>.</param>
    /// <param name="pages">As many pages as <see cref="RegisterEvents"/> says, dropped just before.</param>
    public void Run(RegisterUnit unit, RegisterEvent happening, ulong* ends, byte* pages)
    {
        int eventCount = happening.PerPass;
        Run(unit.Kind, happening, unit.Constants, unit.Starts, ends, eventCount, RegisterUnit.StepCount / eventCount, pages);
    }

    /// <summary>Has the hot loops compiled, without running them: passes without a step.</summary>
    public void Prepare()
    {
        // Each loop loads its constants and values once, and stores the values as they were.
        ulong* memory = stackalloc ulong[MaximumLanes];
        foreach (RegisterKind kind in Kinds)
        {
            foreach (RegisterEvent happening in RegisterEvents.All)
            {
                Run(kind, happening, memory, memory, memory, eventCount: 0, stepsPerEvent: 0, pages: null);
            }
        }
    }
}
