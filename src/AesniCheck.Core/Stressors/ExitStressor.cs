using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Stressors;

/// <summary>
/// CPUID in bulk: on most hypervisors each is an exit from the guest, and the way back in must bring all of the vector state. Imitates
/// what broke in KVM before commit 2620fe268e80, where an exit came in between loading the state of the guest and using it. Where CPUID
/// is no exit it does not run: what it would count did not happen.
/// </summary>
internal sealed class ExitStressor : Stressor
{
    // An exit takes some microseconds, and under two hypervisors some ten.
    private const int CallsPerStep = 4;

    /// <summary>What is known of it before it runs.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "exit",
        Purpose = "CPUID, an exit to the hypervisor each",
        Imitates = "KVM before 2620fe268e80: vector state lost at an exit",
        Event = "CPUID",
        Pace = StressorPace.InTurn,
        WhyNot = () => X86Base.IsSupported ? CpuIdCost.WhyNoExit(CpuIdTimer.OfThisMachine.Measure()) : "the runtime gives no CPUID",
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
