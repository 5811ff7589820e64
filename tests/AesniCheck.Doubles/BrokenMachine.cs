using System.Text;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Execution;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Doubles;

/// <summary>Machines that are broken in one way each.</summary>
public static class BrokenMachine
{
    /// <summary>The broken CPU, on machines that have one: the last that this process may use.</summary>
    public static int BrokenCpu { get; } = Scheduling.AllowedCpus()[^1];

    /// <summary>Why a machine without the kernel probe lacks it.</summary>
    public const string NoKernel = "this kernel has no AF_ALG; build it with CONFIG_CRYPTO_USER_API_SKCIPHER";

    /// <summary>The part of an event that a process writes before it is killed.</summary>
    public const string HalfLine = """{"event":"progress","time":"20""";

    // Within the memory that any machine can spare for some seconds.
    private const long RunawayBytes = 3L << 30;
    private const int FloodMebibytes = 64;

    internal static DevicesUnderTest ByName(string name) => name switch
    {
        // F1: one bit wrong on one CPU, whenever the right output begins with certain bits.
        "one-pattern" => Of(new WrongForOnePattern(bits: 12)) with { Instructions = new WrongLastRound(bits: 12) },
        "one-in-2e20" => Of(new WrongForOnePattern(bits: 20)) with { Instructions = new WrongLastRound(bits: 20) },

        // F1: a block is wrong now and then, on any CPU.
        "one-in-1e6" => Of(new WrongNowAndThen(1_000_000)),
        "one-in-1e9" => Of(new WrongNowAndThen(1_000_000_000)),

        // F1: encryption on one CPU is decryption (Hochschild et al., "Cores that don't count", HotOS 2021).
        "self-inverting" => Of(new SelfInverting()) with { Instructions = new DecryptingRounds() },

        // F2: one bit of the state flips after round 5, once.
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
        "ghash" => new DevicesUnderTest
        {
            ModeEngines = [new BrokenModes(ModeEngines.Aesni, "aesni/pclmulqdq", new WrongGhash(BrokenCpu))],
            Instructions = new WrongMultiplier(width: null, onAll: false),
        },

        // F10: VPCLMULQDQ of 256 bits is wrong on every CPU, although PCLMULQDQ is right.
        "wide-multiplier" => WithWideModes(new WrongProduct()) with { Instructions = new WrongMultiplier(PclmulWidth.V256, onAll: true) },

        // F9: the same engine; the instruction is right, but the code that uses it is not.
        "miscompiled" => WithWideModes(new StaleRegister()),

        // F9: the loop with fourteen blocks in flight is wrong in one place each time, although the single rounds are right.
        "miscompiled-blocks" => new DevicesUnderTest { CreateBlockPass = worker => new BrokenBlockPass(new MiscompiledLoop(), worker) },

        // F7, F9: GCM is wrong from a certain length on, everywhere and always.
        "bulk-loop" => new DevicesUnderTest { ModeEngines = [new AesniModes(new BrokenBulkLoop())] },

        // F6: the library is wrong for some lengths.
        "library" => new DevicesUnderTest { PlatformEngines = [new BrokenModes(ModeEngines.Platform, "platform", new WrongLength())] },

        // F6: the library reads or writes a byte outside its buffers.
        "reads-behind" => WithStraying(new ReadsBehind()),
        "writes-behind" => WithStraying(new WritesBehind()),
        "writes-before" => WithStraying(new WritesBefore()),

        // F5: the kernel's driver is wrong once in a while, or fails later, or was never there.
        "kernel" => WithKernel(new WrongRequest()),
        "kernel-unavailable" => WithKernel(new NobodyThere()),
        "no-kernel" => new DevicesUnderTest { Kernel = () => new KernelDevices([], [], NoKernel) },

        // F8: a bit of the expected value flips in memory, once.
        "memory" => Of(new BrokenMemory()),

        // The machine is whole, but not its stressors.
        "dying-stressor" or "idle-stressor" or "no-stressor" => new DevicesUnderTest(),

        // The machine is whole, but the product is not: it must not pass a self-test.
        "blind-chain" => new DevicesUnderTest { CreateChainPass = () => new BlindChainPass() },
        "blind-registers" => new DevicesUnderTest { CreateRegisterPass = () => new BlindRegisterPass() },
        "blind-guards" => new DevicesUnderTest { CreateBlockPass = worker => new UnguardedBlockPass(worker) },
        "last-event" => new DevicesUnderTest(),

        // The machine is whole, but the system forbids tracing.
        "no-ptrace" or "no-ptrace-enosys" => new DevicesUnderTest(),

        // The process itself.
        "crash" => Of(new Trouble(() => Environment.FailFast("a deliberate crash"))),
        "exit" => Of(new Trouble(() => Environment.Exit(3))),

        // Not before the first event of the process, which may take long.
        "hang" => Of(new Trouble(Native.HangThisProcess, passesBefore: 200_000)),
        "stopped" => Of(new Trouble(Native.StopThisProcess, passesBefore: 200_000)),
        "garbage" => Of(new Trouble(() => Native.WriteToStandardOutput("}{ no event\n"u8))),
        "half-line" => Of(new Trouble(EndWithinALine)),
        "flood" => Of(new Trouble(Flood)),
        "killed" => Of(new Trouble(Native.KillThisProcess)),
        "segv" => Of(new Trouble(Native.WriteToNull)),
        "ill" => Of(new Trouble(Native.RunIllegalInstruction)),
        "bus" => Of(new Trouble(Native.WriteBehindAFile)),
        "runaway" => Of(new Trouble(() => new Thread(() => Native.TakeMemory(RunawayBytes)) { IsBackground = true }.Start())),

        // One worker, while the others continue.
        "stuck" => Of(new Trouble(Spin)),
        "blocked" => Of(new Trouble(() => Thread.Sleep(Timeout.Infinite))),
        _ => throw new ArgumentException($"There is no broken machine '{name}'."),
    };

    private static void EndWithinALine()
    {
        Native.WriteToStandardOutput(Encoding.ASCII.GetBytes(HalfLine));
        Native.KillThisProcess();
    }

    /// <summary>Bytes of all kinds, except those that end a line.</summary>
    private static void Flood()
    {
        byte[] nonsense = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)i).Select(value => value is (byte)'\n' or (byte)'\r' ? (byte)0 : value)];
        for (int i = 0; i < FloodMebibytes; i++)
        {
            Native.WriteToStandardOutput(nonsense);
        }
    }

    private static void Spin()
    {
        while (true)
        {
            Thread.SpinWait(1_000);
        }
    }

    private static DevicesUnderTest Of(Fault fault) => new()
    {
        Aesni = new BrokenEngine(fault),
        CreateBlockPass = worker => new BrokenBlockPass(fault, worker),
    };

    /// <summary>The engines of this machine, with a broken one that multiplies 256 bits at a time. If there is none, another is broken under its name.</summary>
    private static DevicesUnderTest WithWideModes(MessageFaultInjection fault)
    {
        ModeEngine narrow = AesniModes.All[0];
        ModeEngine wide = AesniModes.All.FirstOrDefault(engine => engine.GhashWidth == PclmulWidth.V256 && engine.Supports(CipherMode.Gcm)) ?? narrow;
        return new DevicesUnderTest { ModeEngines = [narrow, new BrokenModes(wide, "aesni/vpclmulqdq-256", fault)] };
    }

    // The broken CPU is determined here: a pinned worker is allowed only its own CPU.
    private static DevicesUnderTest WithSchedules(int brokenCpu) => new()
    {
        CreateSchedulePass = () => new BrokenSchedulePass(brokenCpu),
        Instructions = new WrongRoundConstant(BrokenSchedulePass.Constant),
    };

    private static DevicesUnderTest WithChains(Once once) => new() { CreateChainPass = () => new BrokenChainPass(once) };

    private static DevicesUnderTest WithRegisters(Once once) => new() { CreateRegisterPass = () => new BrokenRegisterPass(once) };

    private static DevicesUnderTest WithStraying(MessageFaultInjection fault) => ThisMachine.Devices with
    {
        PlatformEngines = [new BrokenModes(ThisMachine.Devices.PlatformEngines[0], "platform", fault)],
    };

    /// <summary>Drivers that the reference plays.</summary>
    private static DevicesUnderTest WithKernel(MessageFaultInjection fault)
    {
        var engine = new BrokenModes(ModeEngines.Software, "kernel:cbc-aes-aesni", fault);
        MessageShape[] shapes = [new() { Mode = CipherMode.Cbc, IvLengths = [16], Minimum = 32, Maximum = 64, Multiple = 16 }];
        var kernel = new KernelDevices([engine], shapes, WhyNot: null);
        return new DevicesUnderTest { Kernel = () => kernel };
    }
}
