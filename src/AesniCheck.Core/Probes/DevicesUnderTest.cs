using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>The devices that the probes check. The product uses the defaults, this machine; test assemblies substitute broken devices.</summary>
internal sealed record DevicesUnderTest
{
    /// <summary>AES in hardware, for known answers and for replays.</summary>
    public AesEngine Aesni { get; init; } = AesEngines.Aesni;

    /// <summary>Single instructions, to distinguish a CPU that computes wrong results from wrong code.</summary>
    public SingleInstructions Instructions { get; init; } = new CpuInstructions();

    /// <summary>Creates the loops of the block probe for the worker with this number.</summary>
    public Func<int, BlockPass> CreateBlockPass { get; init; } = worker => new AesniBlockPass(worker);

    /// <summary>Creates the loops of the chain probe for one worker.</summary>
    public Func<ChainPass> CreateChainPass { get; init; } = () => new AesniChainPass();

    /// <summary>Creates the loops of the register probe for one worker.</summary>
    public Func<RegisterPass> CreateRegisterPass { get; init; } = () => new AvxRegisterPass();

    /// <summary>Maps this number of pages for one worker. The delegate or its result is null if pages are not available.</summary>
    public Func<int, DroppablePages?>? MapPages { get; init; }

    /// <summary>Maps areas of these numbers of pages for one worker, each between inaccessible pages. The delegate or its result is null if they are not available.</summary>
    public Func<IReadOnlyList<int>, GuardedPages?>? MapGuarded { get; init; }

    /// <summary>Creates the key expansion of the schedule probe for one worker.</summary>
    public Func<SchedulePass> CreateSchedulePass { get; init; } = () => new AesniSchedulePass();

    /// <summary>The modes of operation in hardware.</summary>
    public IReadOnlyList<ModeEngine> ModeEngines { get; init; } = AesniModes.All;

    /// <summary>The operating system's crypto library.</summary>
    public IReadOnlyList<ModeEngine> PlatformEngines { get; init; } = [Ciphers.ModeEngines.Platform];

    /// <summary>Finds the kernel's drivers.</summary>
    public Func<KernelDevices> Kernel { get; init; } = () => new KernelDevices([], [], "the kernel's drivers were not searched");
}
