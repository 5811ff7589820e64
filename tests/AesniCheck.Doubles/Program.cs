using AesniCheck.Cli;
using AesniCheck.Doubles;

// The command line itself, over a machine that is broken in the way that the variable names. This executable belongs to the
// tests; the product has no way to make a fault up.
// Now, while the thread may use all CPUs: later it may be pinned to one of them.
_ = BrokenMachine.BrokenCpu;
string name = Environment.GetEnvironmentVariable("AESNICHECK_DOUBLE") ?? "";
NoTracing.Begin(name);
return CommandLine.Invoke(
    args, BrokenMachine.ByName(name), BrokenStressors.ByName(name), name == "last-event" ? pipe => new LastLineLost(pipe) : null);
