using System.Globalization;
using AesniCheck.Host;
using AesniCheck.Stressors;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The threads of a worker process by their names.</summary>
internal static class ThreadNames
{
    /// <summary>What the names of threads begin with on which stressors run.</summary>
    public const string Stressor = "stress ";

    /// <summary>Those of a process; none where it has ended.</summary>
    public static IEnumerable<string> Of(int processId)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task");
        string[] threads;
        try
        {
            threads = Directory.GetDirectories(folder);
        }
        catch (IOException)
        {
            yield break;
        }

        foreach (string thread in threads)
        {
            if (ThreadStat.Parse(new HostFiles("/").Read($"{thread}/stat"[1..])) is { } stat)
            {
                yield return stat.Name;
            }
        }
    }

    /// <summary>Whether all that a thread computes is a stressor's. Some have threads of their own, with their names.</summary>
    public static bool IsStressor(string name) =>
        name.StartsWith(Stressor, StringComparison.Ordinal) || StressorList.All.Any(entry => entry.Name == name);

    /// <summary>The name without the number behind it.</summary>
    public static string KindOf(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd();
}
