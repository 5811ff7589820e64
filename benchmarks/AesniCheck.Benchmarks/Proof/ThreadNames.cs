using AesniCheck.Host.Counters;
using AesniCheck.Stressors;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The threads of a worker process by their names.</summary>
internal static class ThreadNames
{
    /// <summary>What the names of threads begin with on which stressors run.</summary>
    public const string Stressor = "stress ";

    /// <summary>Those of a process; none where it has ended.</summary>
    public static IEnumerable<string> Of(int processId) => new ProcessThreads(processId).Read().Values.Select(thread => thread.Name);

    /// <summary>Whether all that a thread computes is a stressor's. Some have threads of their own, with their names.</summary>
    public static bool IsStressor(string name) =>
        name.StartsWith(Stressor, StringComparison.Ordinal) || StressorList.All.Any(entry => entry.Name == name);

    /// <summary>The name without the number behind it.</summary>
    public static string KindOf(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd();
}
