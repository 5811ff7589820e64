using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace AesniCheck.Processes.Harness;

/// <summary>The kernel's data about processes: proc(5).</summary>
internal static class ProcessTable
{
    // Fields of a stat file, counted after the name, which may contain anything.
    private const int State = 0;
    private const int Parent = 1;
    private const int UserTicks = 11;
    private const int Processor = 36;
    private const int Policy = 38;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a supervisor has a worker process in which at least some number of workers have used their CPUs.</summary>
    /// <param name="supervisor">The supervisor.</param>
    /// <param name="workers">The least number of its workers at work.</param>
    /// <param name="otherThan">A worker process that is not meant.</param>
    /// <returns>The id of the worker process.</returns>
    public static int WaitForWork(RunningProcess supervisor, int workers, int otherThan = 0)
    {
        int found = 0;
        WaitUntil(
            () =>
            {
                found = ChildrenOf(supervisor.Id).FirstOrDefault(child => child != otherThan && WorkersAtWork(child) >= workers);
                return found != 0;
            },
            "No worker process came to work.");
        return found;
    }

    /// <summary>Waits until a process has a file in a folder open, whatever its name; the folder itself is opened earlier, to inspect it.</summary>
    public static void WaitForFileIn(RunningProcess process, TemporaryFolder folder) => WaitUntil(
        () => Directory.EnumerateFiles($"/proc/{process.Id}/fd").Any(file => new FileInfo(file).LinkTarget?.StartsWith(folder.Path + "/", StringComparison.Ordinal) == true),
        "No file was opened.");

    /// <summary>Waits until the workers of a supervisor, by their numbers, are as awaited.</summary>
    /// <returns>The workers at that time.</returns>
    public static IReadOnlyList<WorkerThread> WaitForWorkers(RunningProcess supervisor, Func<IReadOnlyList<WorkerThread>, bool> areAwaited)
    {
        IReadOnlyList<WorkerThread> workers = [];
        WaitUntil(
            () =>
            {
                workers = WorkersOf(supervisor);
                return areAwaited(workers);
            },
            "The workers did not become what was awaited.");
        return workers;
    }

    /// <summary>Waits until a process is stopped.</summary>
    public static void WaitForStop(int process) =>
        WaitUntil(() => StatOf($"/proc/{process}/stat") is { } stat && stat[State] == "T", $"The process {process} goes on.");

    /// <summary>Waits until a process is gone.</summary>
    public static void WaitForEnd(int process) =>
        WaitUntil(() => StatOf($"/proc/{process}/stat") is not { } stat || stat[State] is "Z" or "X", $"The process {process} is still there.");

    private static IEnumerable<int> ChildrenOf(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)
        let stat = StatOf($"{folder}/stat")
        where stat is not null && stat[Parent] == parent.ToString(CultureInfo.InvariantCulture)
        select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);

    private static IReadOnlyList<WorkerThread> WorkersOf(RunningProcess supervisor) =>
    [
        .. from process in ChildrenOf(supervisor.Id)
           from thread in ThreadsOf(process)
           let name = NameOf(thread).Trim()
           where name.StartsWith("worker ", StringComparison.Ordinal)
           let number = int.Parse(name.AsSpan("worker ".Length), CultureInfo.InvariantCulture)
           orderby number
           let stat = StatOf($"{thread}/stat")
           select new WorkerThread(
               number, int.Parse(stat[Policy], CultureInfo.InvariantCulture), int.Parse(stat[Processor], CultureInfo.InvariantCulture), AllowedCpus(thread)),
    ];

    /// <summary>A tick is 10 ms of user time, in which a worker verifies blocks by the million.</summary>
    private static int WorkersAtWork(int process) =>
        ThreadsOf(process).Count(thread => NameOf(thread).StartsWith("worker ", StringComparison.Ordinal) && StatOf($"{thread}/stat")?[UserTicks] is not (null or "0"));

    private static string[] ThreadsOf(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string AllowedCpus(string thread)
    {
        const string field = "Cpus_allowed_list:";
        return File.ReadLines($"{thread}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim();
    }

    private static string NameOf(string thread) => TextOf($"{thread}/comm") ?? "";

    private static string[]? StatOf(string path) => TextOf(path) is { } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It has ended: the file does not exist, or no such process any more.
            return null;
        }
    }

    private static void WaitUntil(Func<bool> condition, string otherwise)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < RunningProcess.Limit, otherwise);
            Thread.Sleep(PollInterval);
        }
    }
}

/// <summary>A worker, as the kernel sees it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Policy">The number of its scheduling policy.</param>
/// <param name="Cpu">The CPU that it was on last.</param>
/// <param name="AllowedCpus">The CPUs that it may be on, as a list.</param>
internal sealed record WorkerThread(int Number, int Policy, int Cpu, string AllowedCpus);
