namespace AesniCheck.Injection;

/// <summary>What decides whether this process may trace a thread of another: ptrace(2), "Ptrace access mode checking".</summary>
internal sealed record TraceFacts
{
    /// <summary>kernel.yama.ptrace_scope, 0 to 3; null where the kernel has no Yama.</summary>
    public int? PtraceScope { get; init; }

    /// <summary>Whether a seccomp filter is on in this process.</summary>
    public bool HasSeccompFilter { get; init; }

    /// <summary>Whether this process can gain no privileges, by sudo for example.</summary>
    public bool HasNoNewPrivileges { get; init; }

    /// <summary>The capabilities of this process that are in effect, a bit each: capabilities(7).</summary>
    public ulong Capabilities { get; init; }

    /// <summary>The real user of this process.</summary>
    public long? UserId { get; init; }

    /// <summary>The user of the other process: one of its user ids that is not that of this process, if there is such.</summary>
    public long? TargetUserId { get; init; }

    /// <summary>The capabilities that the other process may put in effect.</summary>
    public ulong TargetCapabilities { get; init; }

    /// <summary>Whether the kernel hides the other process from its own user: it is not dumpable, as prctl(2) calls it.</summary>
    public bool IsTargetProtected { get; init; }

    /// <summary>Whether this process has started the other, or one of those that led to it.</summary>
    public bool IsTargetDescendant { get; init; }

    /// <summary>The process that traces the thread already, or null.</summary>
    public int? TracerId { get; init; }

    /// <summary>Its name, where that is known.</summary>
    public string? TracerName { get; init; }

    /// <summary>What container this process is in.</summary>
    public ContainerKind Container { get; init; }
}

/// <summary>Container managers, as far as their words for what to allow differ.</summary>
internal enum ContainerKind
{
    /// <summary>None that shows.</summary>
    None,

    /// <summary>Docker.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>Kubernetes, whatever it uses below.</summary>
    Kubernetes,

    /// <summary>Another.</summary>
    Other,
}
