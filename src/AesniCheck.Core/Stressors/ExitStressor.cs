using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Stressors;

/// <summary>
/// Executes CPUID in bulk: on most hypervisors each is an exit from the guest, and the return must restore all vector state. Imitates
/// the bug in KVM before commit 2620fe268e80, where an exit came between loading the guest's state and using it. Where CPUID does not
/// exit, the stressor does not run, since its count would be wrong.
/// </summary>
internal sealed class ExitStressor : Stressor
{
    // An exit takes some microseconds, and some ten under two hypervisors.
    private const int CallsPerStep = 4;

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "exit",
        Purpose = "CPUID instructions, each an exit to the hypervisor",
        Imitates = "KVM before 2620fe268e80: vector state lost at an exit",
        Event = "CPUID",
        Pace = StressorPace.InTurn,
        WhyNot = () => X86Base.IsSupported ? CpuIdCost.NoExitReason(CpuIdTimer.Default.Measure()) : "the runtime does not support CPUID",
        Begin = _ => _ => new ExitStressor(),
    };

    /// <inheritdoc/>
    public override long Step()
    {
        for (int i = 0; i < CallsPerStep; i++)
        {
            _ = X86Base.CpuId(0, 0);
        }

        return CallsPerStep;
    }
}
