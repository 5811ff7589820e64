using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>A record in which every part is there that a record may have, and evidence of every kind.</summary>
internal static class EveryPart
{
    public static RunRecord Record { get; } = ReportSamples.Faulty with
    {
        Host = ReportSamples.Faulty.Host with
        {
            Hypervisor = ReportSamples.Faulty.Host.Hypervisor with { Evidence = ["CPUID leaf 0x40000000 says: KVMKVMKVM (KVM)"] },
            Kernel = ReportSamples.Faulty.Host.Kernel with
            {
                DriverUses =
                [
                    new AfAlgDriverUse("cbc-aes-aesni", AfAlgDriverRole.Asked),
                    new AfAlgDriverUse("aes-generic", AfAlgDriverRole.Counterpart),
                    new AfAlgDriverUse("cts-cbc-aes-aesni", AfAlgDriverRole.NotAsked, "the probe does not support cts(cbc(aes))"),
                ],
            },
        },
        Plan = ReportSamples.Narrowed.Plan,
        CryptoLibrary = new CryptoLibrary("OpenSSL 3.0.19", "~0x200000200000000") { File = "/usr/lib/x86_64-linux-gnu/libcrypto.so.3" },
        Gate = new GateDemands { RequiredProbes = ["block", "chain"], RequiredEngines = ["zmm"], MinimumBlocksPerCpu = 1_000, MaximumFaultRatePerBlock = 1e-11, MaximumFindings = 5 },
        Exposure = ReportSamples.Faulty.Exposure with
        {
            Cpus =
            [
                ReportSamples.Faulty.Exposure.Cpus[0] with { Kernel = Kernel },
                ReportSamples.Faulty.Exposure.Cpus[1] with { Kernel = Kernel },
            ],
        },
        Findings =
        [
            .. MiscompareSamples.All.Select(evidence => Samples.Finding with { Probe = evidence.Probe, Evidence = evidence }),
            Samples.Crash,
            Samples.Crash with { Process = Samples.Crash.Process! with { ExitCode = 134, Signal = null } },
        ],
    };

    private static KernelEventCounts Kernel => new()
    {
        TimerInterrupts = 2_500,
        FunctionCallInterrupts = 70,
        TlbShootdowns = 60,
        Interrupts = 3_100,
        Softirqs = 900,
        StealSeconds = 0.25,
    };
}
