using AesniCheck.Benchmarks;
using AesniCheck.Benchmarks.Detection;
using AesniCheck.Benchmarks.Proof;
using BenchmarkDotNet.Running;

return args switch
{
    ["ratios"] => Ratios.Run(),
    ["modes"] => ModeRatios.Run(),
    ["startup", var executable] => Startup.Run(executable),
    ["proof", var executable, var doubles, .. var rest] => ProofCommand.Run(executable, doubles, rest),
    ["live", var executable] => LiveShare.Run(executable),
    ["engines", .. var rest] => BenchmarkSwitcher.FromTypes([typeof(EngineBenchmarks)]).Run(["--filter", "*", .. rest]).Any() ? 0 : 1,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project benchmarks/AesniCheck.Benchmarks -- WHAT
          ratios              the block probe and the reference against the limits of this machine, in one run
          modes               GCM and CTR at every width of PCLMULQDQ against OpenSSL, in one run
          startup EXECUTABLE  time to the first verified block, and memory, of a published binary
          proof EXECUTABLE DOUBLES_EXECUTABLE [--count N] [--anywhere N] [--minutes N] [--repeats N] [--seed N]
                [--parts registers,inside,anywhere,control] [--out FOLDER]
                              what is detected: faults put into the registers of a published binary, into the machine under it, anywhere
                              in its process, and none; as Markdown and JSON, by default in benchmarks/results
          live EXECUTABLE     the share of time that a default run spends in loops with live vector registers
          engines [OPTION]..  every engine under BenchmarkDotNet, with its options
        """);
    return 2;
}
