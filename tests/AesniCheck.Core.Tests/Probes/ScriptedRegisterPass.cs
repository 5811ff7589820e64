using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>Changes the registers after a pass.</summary>
/// <param name="call">The number of the pass, from 1.</param>
/// <param name="ends">The right ends, to be changed.</param>
internal delegate void RegisterChange(int call, Span<ulong> ends);

/// <summary>Registers simulated by scalar code, so that every machine has all of them, with scripted errors.</summary>
internal sealed unsafe class ScriptedRegisterPass(RegisterChange change, params IReadOnlyList<RegisterKind> kinds) : RegisterPass
{
    public override IReadOnlyList<RegisterKind> Kinds => kinds;

    /// <summary>The passes so far: registers and event.</summary>
    public List<(RegisterKind Kind, RegisterEvent Event)> Passes { get; } = [];

    /// <summary>Comes before each pass.</summary>
    public Action<RegisterEvent> Begun { get; init; } = _ => { };

    /// <summary>The addresses of the pages of the last pass.</summary>
    public byte* Pages { get; private set; }

    public override void Run(
        RegisterKind kind, RegisterEvent registerEvent, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
    {
        Begun(registerEvent);
        Passes.Add((kind, registerEvent));
        Pages = pages;
        RegisterUnit.Advance(kind, constants, starts, ends, eventCount * stepsPerEvent);
        change(Passes.Count, new Span<ulong>(ends, kind.ValueCount * kind.LaneCount));
    }
}
