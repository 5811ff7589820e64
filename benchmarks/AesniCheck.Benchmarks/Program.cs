using AesniCheck.Benchmarks;
using AesniCheck.Benchmarks.Detection;
using BenchmarkDotNet.Running;

return args switch
{
    ["ratios"] => Ratios.Run(),
    ["modes"] => ModeRatios.Run(),
    ["startup", var executable] => Startup.Run(executable),
    ["detection", var executable, .. var rest] => DetectionPower.Run(executable, rest),
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
          detection EXECUTABLE [--probes LIST].. [--areas LIST] [--count N] [--workers-per-cpu N] [--seed N]
                              single bit flips in the vector registers of running workers: how many are seen
          live EXECUTABLE     the share of time that a default run spends in loops with live vector registers
          engines [OPTION]..  every engine under BenchmarkDotNet, with its options
        """);
    return 2;
}
