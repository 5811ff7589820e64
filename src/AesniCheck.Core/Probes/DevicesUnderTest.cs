using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>What the probes check. The product has one value of it, this machine; test assemblies put broken devices here.</summary>
internal sealed record DevicesUnderTest
{
    /// <summary>AES in hardware, for known answers and for replays.</summary>
    public AesEngine Aesni { get; init; } = AesEngines.Aesni;

    /// <summary>Single instructions, to tell a CPU that computes wrongly from code that does.</summary>
    public SingleInstructions Instructions { get; init; } = new CpuInstructions();

    /// <summary>Makes the loops of the block probe, for the worker of that number.</summary>
    public Func<int, BlockPass> CreateBlockPass { get; init; } = worker => new AesniBlockPass(worker);

    /// <summary>Makes the loops of the chain probe, for one worker each.</summary>
    public Func<ChainPass> CreateChainPass { get; init; } = () => new AesniChainPass();

    /// <summary>Makes the loops of the register probe, for one worker each.</summary>
    public Func<RegisterPass> CreateRegisterPass { get; init; } = () => new AvxRegisterPass();

    /// <summary>Maps that many pages for one worker; null, or its result is, where there are none to be had.</summary>
    public Func<int, DroppablePages?>? MapPages { get; init; }

    /// <summary>Maps areas of so many pages for one worker, each between pages that may not be touched; null, or its result is, where there are none to be had.</summary>
    public Func<IReadOnlyList<int>, GuardedPages?>? MapGuarded { get; init; }

    /// <summary>Makes the key expansion of the schedule probe, for one worker each.</summary>
    public Func<SchedulePass> CreateSchedulePass { get; init; } = () => new AesniSchedulePass();

    /// <summary>The modes of operation in hardware.</summary>
    public IReadOnlyList<ModeEngine> ModeEngines { get; init; } = AesniModes.All;

    /// <summary>The operating system's crypto library.</summary>
    public IReadOnlyList<ModeEngine> PlatformEngines { get; init; } = [Ciphers.ModeEngines.Platform];

    /// <summary>Finds the kernel's drivers.</summary>
    public Func<KernelDevices> Kernel { get; init; } = () => new KernelDevices([], [], "the kernel's drivers were not looked for");
}
