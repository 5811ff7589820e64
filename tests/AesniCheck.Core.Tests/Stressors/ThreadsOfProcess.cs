using System.Globalization;

namespace AesniCheck.Stressors;

/// <summary>The kernel's view of the threads and descriptors of this process.</summary>
internal static class ThreadsOfProcess
{
    /// <summary>The ids of the threads of that name.</summary>
    public static IReadOnlyList<int> Named(string name) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc/self/task")
           where NameIn(folder) == name
           select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
    ];

    /// <summary>How often a thread gave its CPU away or lost it.</summary>
    public static long Switches(int thread) => Field(thread, "voluntary_ctxt_switches") + Field(thread, "nonvoluntary_ctxt_switches");

    /// <summary>The CPUs that a thread may run on, as a list.</summary>
    public static string AllowedCpus(int thread) => Line(thread, "Cpus_allowed_list");

    /// <summary>The eventfd descriptors.</summary>
    public static int EventDescriptors() =>
        Directory.EnumerateFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget is { } target && target.Contains("eventfd", StringComparison.Ordinal));

    private static long Field(int thread, string name) => long.Parse(Line(thread, name), CultureInfo.InvariantCulture);

    private static string Line(int thread, string name) =>
        File.ReadLines($"/proc/self/task/{thread}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    // A thread may end while its name is being read.
    private static string? NameIn(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/comm").TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
