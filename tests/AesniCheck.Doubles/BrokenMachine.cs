using AesniCheck.Host.Interop;
using AesniCheck.Probes;

namespace AesniCheck.Doubles;

/// <summary>Machines that are broken in one way each.</summary>
public static class BrokenMachine
{
    /// <summary>The CPU that is broken, where one is: the last that this process may use.</summary>
    public static int BrokenCpu { get; } = Scheduling.AllowedCpus()[^1];

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

        // F8: a bit of the expected value flips in memory, once.
        "memory" => Of(new BrokenMemory()),

        // The process itself.
        "crash" => Of(new Trouble(() => Environment.FailFast("a deliberate crash"))),
        "exit" => Of(new Trouble(() => Environment.Exit(3))),
        "hang" => Of(new Trouble(Native.StopThisProcess)),
        "garbage" => Of(new Trouble(() => Native.WriteToStandardOutput("}{ no event\n"u8))),
        "killed" => Of(new Trouble(Native.KillThisProcess)),
        _ => throw new ArgumentException($"There is no broken machine '{name}'."),
    };

    private static DevicesUnderTest Of(Fault fault) => new()
    {
        Aesni = new BrokenEngine(fault),
        CreateBlockPass = worker => new BrokenBlockPass(fault, worker),
    };
}
