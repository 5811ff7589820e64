using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Decides whether a worker process ended because the system gave it too little. That is neither a fault of AES nor a pass. It requires evidence
/// from the system: the same end without it is a finding.
/// </summary>
internal static class ResourceExhaustion
{
    // The threads of the runtime, and those of the worker process besides the workers.
    private const int OtherThreads = 32;

    // The runtime and its libraries use this many at most; only a process that leaks files runs out of more.
    private const long FewFiles = 512;

    // With less, the runtime may find no room for its heap, and may end in several ways.
    private const long MinimumMemory = 4L << 30;

    // The largest single allocation: heaps of the runtime and of libc grow by less, and readings are a tenth of a second apart.
    private const long LargestStep = 1L << 29;

    // If the runtime's host cannot start, it exits with 137, which looks like an end by SIGKILL.
    private const string StartFailure = "SIGKILL";

    // CPU time is counted in ticks.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Returns why the process ended, in a sentence; null if there is no such evidence.</summary>
    /// <param name="exit">How it ended.</param>
    /// <param name="before">The shortages before its start.</param>
    /// <param name="now">The shortages after its end.</param>
    /// <param name="peak">The highest memory use seen; null if it ended before its first event.</param>
    /// <param name="plan">The plan.</param>
    public static string? Of(WorkerExit exit, ResourceState before, ResourceState now, MemoryUse? peak, RunPlan plan) => exit.Signal switch
    {
        "SIGKILL" when before.Kills is not null && now.Kills?.HasRisenSince(before.Kills) == true =>
            "The kernel killed the worker process because memory ran out; provide more, or use a smaller --memory.",
        "SIGXCPU" when now.Limits.CpuSeconds is { } seconds => OfCpuTime(seconds),
        "SIGKILL" when now.Limits.CpuSeconds is { } seconds && now.CpuTimeOfChildren - before.CpuTimeOfChildren + Tolerance >= TimeSpan.FromSeconds(seconds) =>
            OfCpuTime(seconds),
        "SIGABRT" or StartFailure when exit.StandardError.Any(IsFileError) && now.Limits.OpenFiles is < FewFiles and { } files => OfFiles(files),
        "SIGABRT" or StartFailure when exit.StandardError.Any(IsOutOfMemory) => OutOfMemoryWords(before, now, peak, plan),
        "SIGABRT" or StartFailure when peak is null && exit.StandardError.Any(IsStartFailure) => OfTasks(before, now, plan),
        "SIGSEGV" or "SIGABRT" when !exit.StandardError.Any(IsFatalError) && now.Limits.AddressSpaceBytes is < MinimumMemory and { } bytes && IsNear(bytes, peak?.AddressSpace, plan) =>
            OfAddressSpace(bytes),
        "SIGSYS" when now.HasSystemCallFilter =>
            "The worker process was ended by SIGSYS: a seccomp filter of this service or container kills processes that make a forbidden system call; "
            + "let it refuse the call instead (SystemCallErrorNumber=EPERM).",
        _ => null,
    };

    /// <summary>Whether this is the runtime's message for lack of memory or threads: text while running, a number (E_OUTOFMEMORY, ERROR_NOT_ENOUGH_MEMORY) at the start.</summary>
    private static bool IsOutOfMemory(string line) =>
        line.Contains("Out of memory", StringComparison.Ordinal)
        || line.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal)
        || line.Contains("0x8007000E", StringComparison.Ordinal)
        || line.Contains("0x80070008", StringComparison.Ordinal);

    /// <summary>Whether this is the runtime's message for a file that it cannot open: in the system's words, or as a missing part of the program.</summary>
    private static bool IsFileError(string line) =>
        line.Contains("Too many open files", StringComparison.Ordinal) || line.Contains("Could not load file or assembly", StringComparison.Ordinal);

    /// <summary>Whether this is a message from a failed start, before the first event. Starts fail in many ways.</summary>
    private static bool IsStartFailure(string line) =>
        line.StartsWith("Unhandled exception.", StringComparison.Ordinal) || line.StartsWith("Failed to create CoreCLR", StringComparison.Ordinal);

    /// <summary>Whether this is the runtime's message at an end by a fault, such as an access to unmapped memory.</summary>
    private static bool IsFatalError(string line) => line.StartsWith("Fatal error", StringComparison.Ordinal);

    /// <summary>Whether a process with this peak may have been refused more memory. The peak of a process that had only begun is unknown.</summary>
    private static bool IsNear(long limit, long? peak, RunPlan plan) => peak is { } bytes ? limit - bytes < plan.MemoryBytes + LargestStep : limit < MinimumMemory;

    private static string? OutOfMemoryWords(ResourceState before, ResourceState now, MemoryUse? peak, RunPlan plan) => OfTasks(before, now, plan) ?? now switch
    {
        { Limits.DataBytes: { } bytes } when IsNear(bytes, peak?.Data, plan) =>
            $"The worker process ran out of memory: its data segment is limited to {Quantities.Bytes(bytes)}; raise the limit (ulimit -d).",
        { Limits.AddressSpaceBytes: { } bytes } when IsNear(bytes, peak?.AddressSpace, plan) => OfAddressSpace(bytes),
        _ => null,
    };

    private static string? OfTasks(ResourceState before, ResourceState now, RunPlan plan)
    {
        int threads = plan.WorkerCount + (plan.Cpus.Count * plan.Stressors.Count) + OtherThreads;
        return now switch
        {
            { RefusedTasks: { } refused } when refused > before.RefusedTasks =>
                "The worker process ran out of threads: its cgroup has reached its task limit; raise the limit (pids.max, TasksMax=).",
            { Limits.Tasks: { } limit } when now.CountTasks() + threads > limit =>
                string.Create(CultureInfo.InvariantCulture, $"The worker process ran out of threads: this user is limited to {limit}; raise the limit (ulimit -u)."),
            _ => null,
        };
    }

    private static string OfFiles(long files) => string.Create(
        CultureInfo.InvariantCulture, $"The worker process ran out of file descriptors: it is limited to {files} open files; raise the limit (ulimit -n).");

    private static string OfAddressSpace(long bytes) =>
        $"The worker process ran out of memory: its address space is limited to {Quantities.Bytes(bytes)}; raise the limit (ulimit -v).";

    private static string OfCpuTime(long seconds) => string.Create(
        CultureInfo.InvariantCulture, $"The kernel ended the worker process at its limit of CPU time, {seconds} s for all its threads together; raise the limit (ulimit -t).");
}
