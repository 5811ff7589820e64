using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host.Counters;

/// <summary>The threads of a process: <c>/proc/PID/task</c>.</summary>
/// <param name="processId">The process.</param>
internal sealed class ProcessThreads(int processId)
{
    private readonly HostFiles _files = new("/");
    private readonly string _tasks = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task");

    /// <summary>Returns the current state of each thread, by the kernel's ids; empty if the process has ended, or the system hides it.</summary>
    public Dictionary<int, ThreadStat> Read()
    {
        var threads = new Dictionary<int, ThreadStat>();
        foreach (string folder in Folders())
        {
            int id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            if (Read(id) is { } stat)
            {
                threads.Add(id, stat);
            }
        }

        return threads;
    }

    /// <summary>Returns the current state of one thread; null if it has ended.</summary>
    /// <param name="thread">The kernel's id.</param>
    public ThreadStat? Read(int thread) => ThreadStat.Parse(_files.Read(string.Create(CultureInfo.InvariantCulture, $"{_tasks[1..]}/{thread}/stat")));

    private string[] Folders()
    {
        try
        {
            return Directory.GetDirectories(_tasks);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
