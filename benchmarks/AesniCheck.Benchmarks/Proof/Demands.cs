using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Register;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>What is demanded of the tool, against what was measured.</summary>
internal static class Demands
{
    private const double MaximumMedianMilliseconds = 50;
    private const double MaximumWorstMilliseconds = 1_000;
    private const double MaximumSecondsOfSelfInverting = 2;
    private const double MaximumMillisecondsOfRareBlock = 3_000;
    private const double DemandedMinutes = 30;
    private const int DemandedAnywhere = 1_000;

    private static readonly (string Subject, FaultKind Kind, RegisterArea Area, double Rate)[] Rates =
    [
        (SelfTestSubject.DefaultMix, FaultKind.Flip, RegisterArea.Xmm, 0.95),
        (ChainProbe.Entry.Name, FaultKind.Flip, RegisterArea.Xmm, 0.99),
        (ChainProbe.Entry.Name, FaultKind.Zero, RegisterArea.Xmm, 0.99),
        (ChainProbe.Entry.Name, FaultKind.Leak, RegisterArea.Xmm, 0.99),
        (RegisterProbe.Entry.Name, FaultKind.Flip, RegisterArea.YmmUpper, 0.97),
        (RegisterProbe.Entry.Name, FaultKind.Flip, RegisterArea.ZmmUpper, 0.97),
        (RegisterProbe.Entry.Name, FaultKind.Flip, RegisterArea.Zmm16To31, 0.97),
        (BlockProbe.Entry.Name, FaultKind.Flip, RegisterArea.Xmm, 0.90),
    ];

    public static IReadOnlyList<Figure> Of(ProofResults results) =>
    [
        .. Rates.Select(rate => OfRate(results.Registers, rate.Subject, rate.Kind, rate.Area, rate.Rate)),
        OfRate(results.Registers, RegisterProbe.Entry.Name, FaultKind.Flip, RegisterArea.Opmask, rate: null),
        OfSelfInverting(results.Inside),
        OfRareBlock(results.Inside),
        OfAnywhere(results.Anywhere),
        OfLatency(results.Registers),
        OfControl(results.Control),
    ];

    private static Figure OfRate(RegistersResult? registers, string subject, FaultKind kind, RegisterArea area, double? rate)
    {
        DetectionClass? found = registers?.Classes.Select(of => of.Detection)
            .FirstOrDefault(of => of.Subject == subject && of.Kind == kind && of.Area == area && of.Injected > 0);
        string probe = subject == SelfTestSubject.DefaultMix ? "default run" : $"`{subject}`";
        return new Figure(
            $"{probe}: `{EnumWord.Of(kind)}` in {area.Name}",
            rate is { } demanded ? string.Create(CultureInfo.InvariantCulture, $"at least {100 * demanded:0} of 100") : "as high as can be",
            found is null ? null : ProofText.SeenOf(found.Seen, found.Injected),
            found is null || rate is null ? null : found.Seen >= rate * found.Injected);
    }

    private static Figure OfSelfInverting(InsideResult? inside)
    {
        InsideFault? found = inside?.Faults.FirstOrDefault(fault => fault.Name == InsideFaults.SelfInverting);
        return new Figure(
            "self-inverting AES on one CPU",
            "always, in the first 2 s",
            found is null ? null : string.Create(
                CultureInfo.InvariantCulture, $"{ProofText.SeenOf(found.RunsWithFinding, found.Runs)} runs; after {found.SecondsFromStart?.Worst:0.00} s at the latest"),
            found is null ? null : found.RunsWithFinding == found.Runs && found.SecondsFromStart?.Worst < MaximumSecondsOfSelfInverting);
    }

    private static Figure OfRareBlock(InsideResult? inside)
    {
        InsideFault? found = inside?.Faults.FirstOrDefault(fault => fault.Name == InsideFaults.RareBlock);
        return new Figure(
            "a wrong result once in 10^9 blocks, any place",
            "within 3 s of its happening",
            found is null ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{ProofText.SeenOf(found.StrikesFound ?? 0, found.Strikes ?? 0)}; after {found.MillisecondsFromStrike?.Worst:0.0} ms at the latest"),
            found is null ? null : found.Strikes > 0 && found.StrikesFound == found.Strikes && found.MillisecondsFromStrike?.Worst < MaximumMillisecondsOfRareBlock);
    }

    private static Figure OfAnywhere(AnywhereResult? anywhere) => new(
        "lost findings over 1,000 injections anywhere in the process",
        "0; the supervisor never dies",
        anywhere is null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{anywhere.Lost} of {anywhere.Injected:N0}; the supervisor {(anywhere.SupervisorSurvived ? "lived on" : "died")}"),
        anywhere is null ? null : anywhere.Lost == 0 && anywhere.SupervisorSurvived && anywhere.Injected >= DemandedAnywhere);

    private static Figure OfLatency(RegistersResult? registers) => new(
        "time from injection to the finding on the supervisor's side",
        "median under 50 ms, worst under 1 s",
        registers?.Milliseconds is not { } known ? null : string.Create(CultureInfo.InvariantCulture, $"median {known.Median:0.0} ms, worst {known.Worst:0.0} ms"),
        registers?.Milliseconds is not { } times ? null : times.Median < MaximumMedianMilliseconds && times.Worst < MaximumWorstMilliseconds);

    private static Figure OfControl(ControlResult? control) => new(
        "findings in 30 minutes without injection, all stressors on",
        "0",
        control is null ? null : string.Create(CultureInfo.InvariantCulture, $"{control.Findings} in {control.Seconds / 60:0.0} minutes"),
        control is null ? null : control.Findings == 0 && control.Seconds >= TimeSpan.FromMinutes(DemandedMinutes).TotalSeconds - 1);
}
