namespace AesniCheck.Reports;

/// <summary>What a gate demanded, in words.</summary>
internal static class GateText
{
    /// <summary>All that was demanded beyond what every run is asked for, in one line; null where nothing was.</summary>
    public static string? Describe(GateDemands demands)
    {
        string[] parts =
        [
            .. demands.RequiredProbes.Count > 0 ? [$"probes {string.Join(", ", demands.RequiredProbes)}"] : Array.Empty<string>(),
            .. demands.AllCpus ? ["all CPUs"] : Array.Empty<string>(),
            .. demands.MinimumBlocksPerCpu is { } blocks ? [$"{Quantities.Of(blocks, "block")} on each CPU"] : Array.Empty<string>(),
            .. demands.MaximumFaultRatePerBlock is { } rate ? [$"a bound of {Quantities.Scientific(rate)} per block"] : Array.Empty<string>(),
            .. demands.MaximumFindings is { } findings ? [$"an end at {Quantities.Of(findings, "finding")}"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }
}
