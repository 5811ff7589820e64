using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// The device under test of the register probe: values that stay in the wide registers from start to end. Tests substitute a
/// broken one. Not thread-safe.
/// </summary>
internal abstract unsafe class RegisterPass
{
    /// <summary>The size of a page in bytes, which is the distance between the writes of <see cref="RegisterEvent.PageFault"/>.</summary>
    public const int PageBytes = 4096;

    private const int MaximumLanes = 32 * 8;

    /// <summary>The kinds of registers that this machine has; may be empty.</summary>
    public abstract IReadOnlyList<RegisterKind> Kinds { get; }

    /// <summary>Runs values through <paramref name="eventCount"/> times <paramref name="stepsPerEvent"/> steps.</summary>
    /// <param name="kind">The registers to fill; one of <see cref="Kinds"/>.</param>
    /// <param name="registerEvent">The event after each <paramref name="stepsPerEvent"/> steps.</param>
    /// <param name="constants">As <see cref="RegisterUnit.Constants"/>.</param>
    /// <param name="starts">As <see cref="RegisterUnit.Starts"/>.</param>
    /// <param name="ends">Receives the values, in the order of <see cref="RegisterUnit.Ends"/>; may be <paramref name="starts"/>.</param>
    /// <param name="eventCount">The number of events.</param>
    /// <param name="stepsPerEvent">The number of steps before each event.</param>
    /// <param name="pages">For <see cref="RegisterEvent.PageFault"/>: as many pages as there are events, dropped just before. Otherwise not read.</param>
    public abstract void Run(
        RegisterKind kind, RegisterEvent registerEvent, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages);

    /// <summary>Runs the values of a unit through all its steps.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="registerEvent">The event inside the loop.</param>
    /// <param name="ends">Receives the values, to be compared with <see cref="RegisterUnit.Ends"/>.</param>
    /// <param name="pages">The number of pages that <see cref="RegisterEvents"/> states, dropped just before.</param>
    public void Run(RegisterUnit unit, RegisterEvent registerEvent, ulong* ends, byte* pages)
    {
        int eventCount = registerEvent.PerPass;
        Run(unit.Kind, registerEvent, unit.Constants, unit.Starts, ends, eventCount, RegisterUnit.StepCount / eventCount, pages);
    }

    /// <summary>Makes the runtime compile the hot loops by running no steps.</summary>
    public void Prepare()
    {
        // Each loop loads its constants and values once, and stores the values unchanged.
        ulong* memory = stackalloc ulong[MaximumLanes];
        foreach (RegisterKind kind in Kinds)
        {
            foreach (RegisterEvent registerEvent in RegisterEvents.All)
            {
                Run(kind, registerEvent, memory, memory, memory, eventCount: 0, stepsPerEvent: 0, pages: null);
            }
        }
    }
}
