using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>A stressor driven as in a run: on its own pinned thread; and the kernel's counts there during that time.</summary>
internal static class PinnedThread
{
    /// <summary>Tests that are pinned to the same CPU run one after another.</summary>
    public const string Collection = "pinned";

    private static readonly HostFiles Files = new("/");

    /// <summary>The CPUs that tests may use.</summary>
    public static IReadOnlyList<int> Cpus => Scheduling.AllowedCpus();

    /// <summary>Runs something on a thread that is pinned, to its end.</summary>
    public static void Run(int cpu, Action action) => OwnThread.Run(() =>
    {
        Assert.Null(Scheduling.TryPin(cpu));
        action();
    });

    /// <summary>Takes steps until that many events have occurred, or the thread has run for a minute.</summary>
    public static long StepUntil(Stressor stressor, long events)
    {
        const long Limit = 60_000_000_000;
        long began = ThreadClock.Nanoseconds();
        long made = 0;
        while (made < events && ThreadClock.Nanoseconds() - began < Limit)
        {
            made += stressor.Step();
        }

        return made;
    }

    /// <summary>The interrupts of a CPU so far; skips the test if the kernel does not report them.</summary>
    public static InterruptCounts Interrupts(int cpu)
    {
        InterruptCounts? counts = ProcInterrupts.Parse(Files.Read("proc/interrupts", 1 << 24))?.GetValueOrDefault(cpu);
        Assert.SkipWhen(counts is null, "/proc/interrupts can't be read here.");
        return counts.Value;
    }

    /// <summary>The softirqs of a CPU so far; skips the test if the kernel does not report them.</summary>
    public static SoftirqCounts Softirqs(int cpu)
    {
        SoftirqCounts? counts = KernelCountsReader.Read(Files)?.GetValueOrDefault(cpu)?.Softirqs;
        Assert.SkipWhen(counts is null, "/proc/softirqs can't be read here.");
        return counts.Value;
    }

    /// <summary>The calling thread's reads and writes so far, as counted by proc_pid_io(5): calls and bytes.</summary>
    public static (long Reads, long Writes, long BytesWritten) InputOutput()
    {
        string? text = Files.Read("proc/thread-self/io");
        Assert.SkipWhen(text is null, "/proc/thread-self/io can't be read here.");
        IReadOnlyDictionary<string, string> counts = ColonText.Entries(text).Single();
        return (HostField.Number(counts["syscr"]), HostField.Number(counts["syscw"]), HostField.Number(counts["wchar"]));
    }

    /// <summary>The process's open files of the kinds that stressors open: datagram sockets, files that never had a name, timers.</summary>
    public static IReadOnlyList<string> OpenThings()
    {
        string datagrams = Files.Read("proc/self/net/udp") ?? "";
        return
        [
            .. Directory.EnumerateFiles("/proc/self/fd")
                .Select(path => new FileInfo(path).LinkTarget ?? "")
                .Where(target => target.Contains("timerfd", StringComparison.Ordinal)
                    || target.StartsWith("/memfd:aesnicheck", StringComparison.Ordinal)
                    || target.StartsWith(Path.Combine(Path.GetTempPath(), "#"), StringComparison.Ordinal)
                    || (target.StartsWith("socket:[", StringComparison.Ordinal)
                        && datagrams.Contains($" {target[8..^1]} ", StringComparison.Ordinal))),
        ];
    }

    /// <summary>How often the calling thread has been switched, by its own will and against it.</summary>
    public static (long Voluntary, long Involuntary) Switches()
    {
        ThreadUsage usage = ResourceUsage.OfCurrentThread();
        return (usage.VoluntarySwitches, usage.InvoluntarySwitches);
    }
}
