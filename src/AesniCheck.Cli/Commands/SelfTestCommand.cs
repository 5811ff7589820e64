using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Options;
using AesniCheck.Cli.Output;
using AesniCheck.Cli.Progress;
using AesniCheck.Host;
using AesniCheck.Host.Limits;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using AesniCheck.SelfTests;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck selftest</c>: proves that faults are detected.</summary>
internal static class SelfTestCommand
{
    private const string NoLayout = "CPUID does not report where the vector registers are in a thread's extended state.";

    public static Command Create(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var options = new SelfTestOptions(stressors);
        var command = new Command(
            "selftest",
            "Proves that faults are detected: injects real faults into the vector registers of its own running workers, and reports which were seen. It needs ptrace, and says nothing "
            + "about the machine. The exit code is 0 if faults are seen at the claimed rates, 1 if not or after a false alarm, 3 if this machine can't run it, "
            + "and 4 when the system forbids it, it was stopped, or not all could be tried.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            ExtendedStateLayout? layout = ExtendedStateLayout.OfMachine();
            return Run(options.Plan(parsed, devices, layout), layout, options.Json(parsed), options.Quiet(parsed), devices);
        });
        return command;
    }

    private static int Run(SelfTestPlan plan, ExtendedStateLayout? layout, string? json, bool quiet, DevicesUnderTest devices)
    {
        // First of all, so that no partial file is left behind.
        using var stop = new StopRequest(TimeProvider.System);
        using var outputs = new ReportOutputs<SelfTestRecord>(json is null ? [] : [new ReportRequest<SelfTestRecord>("--json", json, SelfTestJson.Write) { IsRecord = true }], stop.Token)
        {
            Rescue = new(IsWorthKeeping, SelfTestJson.Write),
        };
        SelfTestRecord record = Do(plan, layout, quiet, devices, stop.Token);
        string answer = SelfTestText.ResultLine(record);
        bool reported = outputs.WriteReports(record);
        bool isWritten = outputs.WriteSummary(_ => quiet ? [answer] : SelfTestText.Summary(record), answer);
        outputs.KeepLostRecord(record, stop.Token);
        return record.Result == SelfTestResult.Misses || (json is null ? isWritten : reported) ? ExitCode.Of(record.Result) : ExitCode.InternalError;
    }

    private static bool IsWorthKeeping(SelfTestRecord record, bool wasAskedFor) =>
        record.Result == SelfTestResult.Misses || (wasAskedFor && record.Result is not (SelfTestResult.Detects or SelfTestResult.Unsupported));

    private static SelfTestRecord Do(SelfTestPlan plan, ExtendedStateLayout? layout, bool quiet, DevicesUnderTest devices, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? SelfTestRefusals.Unsupported(plan, $"{char.ToUpperInvariant(Coverage.NoAes[0])}{Coverage.NoAes[1..]}.", HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : layout is null || !layout.Has(RegisterArea.Xmm) ? SelfTestRefusals.Unsupported(plan, NoLayout, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : plan.Subjects.Count == 0 || plan.Classes.Count == 0 ? SelfTestRefusals.NothingToTry(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : MinimumResources.LackOfTasks(TaskLimit.Read(new HostFiles("/")), plan.Subjects.Max(subject => subject.Plan.WorkerCount)) is { } lack
            ? throw new InvalidOperationException(lack)
        : ProgressDisplay.Create(quiet, new SelfTestView()).Watch(
            show => new SelfTester(plan, Self.AsWorker(), (process, seed) => new Injector(process, layout, seed, TimeProvider.System), TimeProvider.System, show)
            {
                ReadScarcity = () => ResourceState.Read(new HostFiles("/")),
            }.Run(HostReader.Read, Self.Version, stop));
}
