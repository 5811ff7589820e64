using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// Reads the memory available to this process: of the machine, of its cgroup and all visible ones above, and of its own limits. The files stay open, and
/// repeated readings leave no garbage. For one thread at a time.
/// </summary>
internal sealed class MemoryReader : IDisposable
{
    // The longest, memory.stat of a recent kernel, has some 3 KiB.
    private readonly byte[] _buffer = new byte[16 * 1024];

    private readonly MachineMemory _machine;
    private readonly ProcessMemory _process;
    private readonly CgroupMemory[] _cgroups;

    /// <summary>Opens the files. If the process is moved to another cgroup later, that is not noticed.</summary>
    /// <param name="files">The machine's files.</param>
    public MemoryReader(HostFiles files)
    {
        _machine = new MachineMemory(files);
        _process = new ProcessMemory(files);
        CgroupFolders? folders = CgroupFolders.Find(files, "memory");
        _cgroups = folders is null ? [] : [.. folders.Paths.Select(path => new CgroupMemory(files, path, folders.IsUnified))];
    }

    /// <summary>Reads a single time.</summary>
    public static MemoryAvailability Read(HostFiles files)
    {
        using var reader = new MemoryReader(files);
        return reader.Read();
    }

    /// <summary>Reads the current values. Allocates nothing; takes some ten microseconds for each cgroup that has a limit.</summary>
    public MemoryAvailability Read()
    {
        (MemoryBound? limit, MemoryBound? free) = _machine.Read(_buffer);
        (MemoryBound Limit, MemoryBound Free) bounds = _process.Read(_buffer);
        foreach (CgroupMemory cgroup in _cgroups)
        {
            (MemoryBound Limit, MemoryBound Free) next = cgroup.Read(_buffer);
            bounds = (bounds.Limit.And(next.Limit), bounds.Free.And(next.Free));
        }

        return new MemoryAvailability(limit?.And(bounds.Limit).Bytes, free?.And(bounds.Free).Bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _machine.Dispose();
        _process.Dispose();
        foreach (CgroupMemory cgroup in _cgroups)
        {
            cgroup.Dispose();
        }
    }
}
