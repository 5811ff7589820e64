using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Doubles;

/// <summary>The real loops, with a register image that changes between rounds, once: half of the steps, another value in register 3, and the other half.</summary>
internal sealed unsafe class BrokenRegisterPass(Once once) : RegisterPass
{
    /// <summary>The value in the register that changes.</summary>
    public const int Value = 3;

    private readonly AvxRegisterPass _real = new();

    public override IReadOnlyList<RegisterKind> Kinds => _real.Kinds;

    public override void Run(
        RegisterKind kind, RegisterEvent registerEvent, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
    {
        if (registerEvent != RegisterEvent.None || eventCount * stepsPerEvent == 0 || !once.IsDue())
        {
            _real.Run(kind, registerEvent, constants, starts, ends, eventCount, stepsPerEvent, pages);
            return;
        }

        int half = eventCount * stepsPerEvent / 2;
        _real.Run(kind, registerEvent, constants, starts, ends, eventCount: 1, half, pages);
        new Span<ulong>(ends + (Value * kind.LaneCount), kind.LaneCount).Clear();
        _real.Run(kind, registerEvent, constants, ends, ends, eventCount: 1, (eventCount * stepsPerEvent) - half, pages);
    }
}
