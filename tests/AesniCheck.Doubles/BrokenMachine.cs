using AesniCheck.Ciphers.Modes;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Doubles;

/// <summary>Machines that are broken in one way each.</summary>
public static class BrokenMachine
{
    /// <summary>The CPU that is broken, where one is: the last that this process may use.</summary>
    public static int BrokenCpu { get; } = Scheduling.AllowedCpus()[^1];

    /// <summary>Why a machine without kernel has none.</summary>
    public const string NoKernel = "this kernel has no AF_ALG; build it with CONFIG_CRYPTO_USER_API_SKCIPHER";

    internal static DevicesUnderTest ByName(string name) => name switch
    {
        // F1: one bit wrong on one CPU, whenever the right output begins with certain bits.
        "one-pattern" => Of(new WrongForOnePattern()),

        // F1: encryption on one CPU is decryption (Hochschild et al., "Cores that don't count", HotOS 2021).
        "self-inverting" => Of(new SelfInverting()),

        // F2: one bit of the state flips behind round 5, once.
        "flipped-once" => Of(new FlippedOnce()),

        // F2: the register of the comparison is hit, once.
        "comparison" => Of(new BrokenComparison()),

        // F2: one bit of a chain flips, once.
        "chain-bit" => WithChains(new Once(20)),

        // F2, F4: a register image changed between rounds, once.
        "register-image" => WithRegisters(new Once(200)),

        // F1: AESKEYGENASSIST has another round constant on one CPU.
        "round-constant" => WithSchedules(BrokenCpu),

        // F7: PCLMULQDQ computes one bit wrongly on one CPU.
        "ghash" => new DevicesUnderTest { ModeEngines = [new BrokenModes(ModeEngines.Aesni, "aesni", new WrongGhash(BrokenCpu))] },

        // F6: the library is wrong for some lengths.
        "library" => new DevicesUnderTest { PlatformEngines = [new BrokenModes(ModeEngines.Platform, "platform", new WrongLength())] },

        // F5: the kernel's driver is wrong once in a while; or can't be asked any more; or was never there.
        "kernel" => WithKernel(new WrongRequest()),
        "kernel-unavailable" => WithKernel(new NobodyThere()),
        "no-kernel" => new DevicesUnderTest { Kernel = () => new KernelDevices([], [], NoKernel) },

        // F8: a bit of the expected value flips in memory, once.
        "memory" => Of(new BrokenMemory()),

        // The machine is whole, but not its stressors.
        "dying-stressor" or "idle-stressor" or "no-stressor" => new DevicesUnderTest(),

        // The process itself.
        "crash" => Of(new Trouble(() => Environment.FailFast("a deliberate crash"))),
        "exit" => Of(new Trouble(() => Environment.Exit(3))),

        // Not before the process has spoken, as it may take long to its first word.
        "hang" => Of(new Trouble(Native.StopThisProcess, passesBefore: 200_000)),
        "garbage" => Of(new Trouble(() => Native.WriteToStandardOutput("}{ no event\n"u8))),
        "killed" => Of(new Trouble(Native.KillThisProcess)),
        _ => throw new ArgumentException($"There is no broken machine '{name}'."),
    };

    private static DevicesUnderTest Of(Fault fault) => new()
    {
        Aesni = new BrokenEngine(fault),
        CreateBlockPass = worker => new BrokenBlockPass(fault, worker),
    };

    // The CPU is asked for here: workers that are pinned to one have it alone.
    private static DevicesUnderTest WithSchedules(int brokenCpu) => new() { CreateSchedulePass = () => new BrokenSchedulePass(brokenCpu) };

    private static DevicesUnderTest WithChains(Once once) => new() { CreateChainPass = () => new BrokenChainPass(once) };

    private static DevicesUnderTest WithRegisters(Once once) => new() { CreateRegisterPass = () => new BrokenRegisterPass(once) };

    /// <summary>Drivers that the reference plays.</summary>
    private static DevicesUnderTest WithKernel(MessageFaultInjection fault)
    {
        var engine = new BrokenModes(ModeEngines.Software, "kernel:cbc-aes-aesni", fault);
        MessageShape[] shapes = [new() { Mode = CipherMode.Cbc, IvLengths = [16], Minimum = 32, Maximum = 64, Multiple = 16 }];
        var kernel = new KernelDevices([engine], shapes, WhyNot: null);
        return new DevicesUnderTest { Kernel = () => kernel };
    }
}
