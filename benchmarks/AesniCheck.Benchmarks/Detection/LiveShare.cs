using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Interop;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>
/// Where the workers of a default run are, with all stressors beside them, at moments chosen at random: the share of them in the loops that keep vector
/// registers live. Threads are stopped for some microseconds, looked at, and let go.
/// </summary>
internal static class LiveShare
{
    private const int Samples = 2_000;

    // Block (fourteen in flight), chain, and register in its three kinds.
    private static readonly string[] LiveLoops = ["RunFourteen", "RunChains", "RunValues", "RunMasks"];

    public static int Run(string executable)
    {
        using var folder = new CodeMapFolder();
        using var worker = new WatchedWorker(executable, DefaultPlans.WithAllStressors(seed: 1));
        var code = new CodeMap(worker.ProcessId, folder);
        var generator = new SplitMix64(1);
        var places = new Dictionary<string, int>();
        for (int taken = 0; taken < Samples && !worker.HasEnded;)
        {
            Thread.Sleep(TimeSpan.FromMicroseconds(2_000 + (generator.Next() % 10_000)));
            int[] threads = [.. Workers(worker.ProcessId)];
            using ThreadTrace? trace = ThreadTrace.TryStop(threads[(int)(generator.Next() % (ulong)threads.Length)], out _);
            if (trace is not null)
            {
                string place = trace.IsInSystemCall ? "(a system call)" : code.Find(trace.InstructionPointer).Name;
                places[place] = places.GetValueOrDefault(place) + 1;
                taken++;
            }
        }

        int total = places.Values.Sum();
        int live = places.Where(place => LiveLoops.Any(loop => place.Key.Contains(loop, StringComparison.Ordinal))).Sum(place => place.Value);
        Console.Out.WriteLine("| code | samples |");
        Console.Out.WriteLine("|---|---:|");
        foreach ((string place, int count) in places.OrderByDescending(place => place.Value))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{place}` | {count} |"));
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in live-register loops: {live} of {total}, {100.0 * live / total:F1} %"));
        return 0;
    }

    private static IEnumerable<int> Workers(int processId)
    {
        foreach (string folder in Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task")))
        {
            if (ThreadStat.Parse(new HostFiles("/").Read($"{folder}/stat"[1..]))?.Name.StartsWith("worker ", StringComparison.Ordinal) == true)
            {
                yield return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            }
        }
    }
}
