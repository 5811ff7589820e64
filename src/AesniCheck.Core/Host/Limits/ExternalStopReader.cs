using System.Globalization;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Host.Counters;

namespace AesniCheck.Host.Limits;

/// <summary>
/// Finds out whether something outside has stopped a process: a signal, a debugger, or the freezer of its cgroup. The kernel shows a process that cgroup v2
/// has frozen as asleep (S), and one that v1 has frozen as waiting for a disk (D): only the cgroup itself reports the freeze. For one thread.
/// </summary>
/// <param name="files">The machine's files.</param>
/// <param name="processId">The process.</param>
/// <param name="ownTracer">The process that may trace it as part of its work, as in a self-test: its stops are not from outside.</param>
/// <param name="signalOf">Returns the number of the signal that has stopped the process; null if unknown.</param>
internal sealed class ExternalStopReader(HostFiles files, int processId, int ownTracer, Func<int?> signalOf)
{
    private readonly string _folder = string.Create(CultureInfo.InvariantCulture, $"proc/{processId}");

    /// <summary>Returns the stop; null if there is none.</summary>
    /// <param name="threads">The state of each of its threads, by the kernel's ids.</param>
    public ExternalStop? Read(IReadOnlyDictionary<int, ThreadStat> threads)
    {
        int[] bySignal = [.. threads.Where(thread => thread.Value.State == 'T').Select(thread => thread.Key)];
        (int Thread, int? Tracer)[] byTracer =
            [.. threads.Where(thread => thread.Value.State == 't').Select(thread => (thread.Key, TracerOf(thread.Key))).Where(traced => traced.Item2 != ownTracer)];
        int stopped = bySignal.Length + byTracer.Length;
        if (stopped > 0)
        {
            return new ExternalStop(
                stopped == threads.Count ? null : stopped,
                byTracer.Length > 0 ? Traced(byTracer[0].Tracer) : signalOf() is { } signal ? SignalNames.Of(signal) : ExternalStop.AnySignal);
        }

        // A process with a running thread is not frozen.
        return threads.Count > 0 && threads.Values.All(thread => thread.State is 'S' or 'D') && IsFrozen() ? new ExternalStop(null, "its cgroup is frozen") : null;
    }

    private int? TracerOf(int thread)
    {
        long? tracer = KernelNumbers.Of(Status(string.Create(CultureInfo.InvariantCulture, $"{_folder}/task/{thread}")), "TracerPid:"u8, '\t');
        return tracer is > 0 ? (int)tracer : null;
    }

    private string Traced(int? tracer) =>
        tracer is { } process && files.Read(string.Create(CultureInfo.InvariantCulture, $"proc/{process}/comm"))?.TrimEnd('\n') is { Length: > 0 } name
            ? string.Create(CultureInfo.InvariantCulture, $"traced by {name}, process {process}")
            : ExternalStop.AnyTracer;

    private byte[] Status(string folder) => Encoding.UTF8.GetBytes(files.Read($"{folder}/status") ?? "");

    // cgroup-v1/freezer-subsystem.rst and cgroup-v2.rst of the kernel's documentation. Both also report a freeze of a cgroup above.
    private bool IsFrozen()
    {
        string? cgroups = files.Read($"{_folder}/cgroup");
        return CgroupFolders.FoldersOf(files, cgroups, "freezer").Any(folder =>
            files.Read($"{folder}/freezer.state")?.TrimEnd() is "FROZEN" or "FREEZING"
            || KernelNumbers.Of(Encoding.UTF8.GetBytes(files.Read($"{folder}/cgroup.events") ?? ""), "frozen"u8) == 1);
    }
}
