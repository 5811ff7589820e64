using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Reports.Text;

/// <summary>The demands of a gate, in words.</summary>
internal static class GateText
{
    /// <summary>Returns the demands beyond those on every run; empty if there are none.</summary>
    public static IReadOnlyList<string> Parts(GateDemands demands) =>
    [
        .. demands.RequiredProbes.Count > 0 ? [$"probes {string.Join(", ", demands.RequiredProbes)}"] : Array.Empty<string>(),
        .. demands.RequiredEngines is { } engines ? [$"engines {string.Join(", ", engines)}"] : Array.Empty<string>(),
        .. demands.AllCpus ? ["all CPUs"] : Array.Empty<string>(),
        .. demands.MinimumBlocksPerCpu is { } blocks ? [$"{Quantities.Of(blocks, "block")} on each CPU"] : Array.Empty<string>(),
        .. demands.MaximumFaultRatePerBlock is { } rate ? [$"a bound of {Quantities.Scientific(rate)} per block"] : Array.Empty<string>(),
        .. demands.MaximumFindings is { } findings ? [$"an end at {Quantities.Of(findings, "finding")}"] : Array.Empty<string>(),
    ];
}
