namespace AesniCheck.Injection;

/// <summary>The facts that decide whether this process may trace a thread of another: ptrace(2), "Ptrace access mode checking".</summary>
internal sealed record TraceFacts
{
    /// <summary>kernel.yama.ptrace_scope, 0 to 3; null if the kernel has no Yama.</summary>
    public int? PtraceScope { get; init; }

    /// <summary>Whether a seccomp filter is on in this process.</summary>
    public bool HasSeccompFilter { get; init; }

    /// <summary>Whether this process can't gain privileges, by sudo for example.</summary>
    public bool HasNoNewPrivileges { get; init; }

    /// <summary>The effective capabilities of this process, one bit each: capabilities(7).</summary>
    public ulong Capabilities { get; init; }

    /// <summary>The real user of this process.</summary>
    public long? UserId { get; init; }

    /// <summary>The user of the other process: one of its user ids that differs from that of this process, if there is one.</summary>
    public long? TargetUserId { get; init; }

    /// <summary>The permitted capabilities of the other process.</summary>
    public ulong TargetCapabilities { get; init; }

    /// <summary>Whether the kernel protects the other process from its own user: it is not dumpable, in the terms of prctl(2).</summary>
    public bool IsTargetProtected { get; init; }

    /// <summary>Whether the other process is a descendant of this one.</summary>
    public bool IsTargetDescendant { get; init; }

    /// <summary>The process that already traces the thread, or null.</summary>
    public int? TracerId { get; init; }

    /// <summary>The name of that process, if known.</summary>
    public string? TracerName { get; init; }

    /// <summary>The kind of container that this process is in.</summary>
    public ContainerKind Container { get; init; }
}

/// <summary>Container managers, distinguished as far as the remedies differ.</summary>
internal enum ContainerKind
{
    /// <summary>None detected.</summary>
    None,

    /// <summary>Docker.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>Kubernetes, with any runtime below it.</summary>
    Kubernetes,

    /// <summary>Another container manager.</summary>
    Other,
}
