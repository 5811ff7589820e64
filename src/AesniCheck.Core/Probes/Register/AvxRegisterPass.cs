using System.Runtime.Intrinsics.X86;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// The hot loops of the register probe on this machine. The 256-bit loop also runs on CPUs with AVX-512: while the upper halves
/// of ZMM0 to ZMM15 are unused, registers are saved and restored in another way.
/// </summary>
internal sealed unsafe class AvxRegisterPass : RegisterPass
{
    /// <inheritdoc/>
    public override IReadOnlyList<RegisterKind> Kinds { get; } =
        Avx512BW.IsSupported ? [RegisterKind.Zmm, RegisterKind.Ymm, RegisterKind.Opmask]
        : Avx2.IsSupported ? [RegisterKind.Ymm]
        : [];

    /// <inheritdoc/>
    public override void Run(
        RegisterKind kind, RegisterEvent registerEvent, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
    {
        switch (registerEvent)
        {
            case RegisterEvent.None:
                Run<NoEvent>(kind, constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
            case RegisterEvent.Pause:
                Run<PauseEvent>(kind, constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
            default:
                Run<PageFaultEvent>(kind, constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
        }
    }

    private static void Run<T>(RegisterKind kind, ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
        where T : struct, IRegisterEvent
    {
        switch (kind)
        {
            case RegisterKind.Ymm:
                YmmLoop.RunValues<T>(constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
            case RegisterKind.Zmm:
                ZmmLoop.RunValues<T>(constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
            default:
                OpmaskLoop.RunMasks<T>(constants, starts, ends, eventCount, stepsPerEvent, pages);
                break;
        }
    }
}
