using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>Explains in plain sentences the most likely reason why tracing is forbidden, and the remedy. Depends only on the facts.</summary>
internal static class TraceDiagnosis
{
    private const int TraceCapability = 19;
    private const int DescendantsOnly = 1;
    private const int CapabilityOnly = 2;
    private const int Nobody = 3;

    /// <summary>Returns the reason and the remedy.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="error">The error number of ptrace, as in <see cref="Errno"/>.</param>
    public static string Explain(TraceFacts facts, int error) =>
        error == Errno.ENOSYS ? $"The system reports ptrace as not implemented, as seccomp filters and sandboxes such as gVisor do. {AllowPtrace(facts)}"
        : OtherTracer(facts)
        ?? OtherUser(facts)
        ?? Yama(facts)
        ?? MorePrivileged(facts)
        ?? (error == Errno.EACCES
            ? $"Most likely a security module refuses it: AppArmor or SELinux, whose log names the rule. In its policy, allow ptrace between processes of the same user.{InContainer(facts)}"
            : facts.HasSeccompFilter
            ? $"Most likely the active seccomp filter refuses ptrace. {AllowPtrace(facts)}"
            : "The cause is not visible: possibly a security module such as AppArmor, SELinux or Landlock, or an outer sandbox. "
                + $"In its policy, allow ptrace between processes of the same user.{InContainer(facts)}");

    private static string? OtherTracer(TraceFacts facts) =>
        facts.TracerId is { } tracer
            ? Format($"Process {tracer}{(facts.TracerName is { } name ? $" ({name})" : "")} already traces it, and a thread has only one tracer. End that debugger or strace.")
            : null;

    private static string? OtherUser(TraceFacts facts) =>
        facts.UserId is { } user && facts.TargetUserId is { } other && user != other && !HasTraceCapability(facts)
            ? Format($"It belongs to user {other}, and this process to user {user}. Run both as the same user.")
            : null;

    private static string? Yama(TraceFacts facts) => facts.PtraceScope switch
    {
        Nobody => "The kernel forbids tracing until the next boot (kernel.yama.ptrace_scope is 3). "
            + "Set it to 1 at boot, for example in /etc/sysctl.d, and reboot.",
        CapabilityOnly when !HasTraceCapability(facts) =>
            $"The kernel allows tracing only with CAP_SYS_PTRACE (kernel.yama.ptrace_scope is 2). {SetScope(facts, 1)}, or {GiveCapability(facts)}.",
        DescendantsOnly when !HasTraceCapability(facts) && !facts.IsTargetDescendant =>
            "The kernel lets a process trace only its own children (kernel.yama.ptrace_scope is 1), and this is not one. "
            + $"{SetScope(facts, 0)}, or {GiveCapability(facts)}.",
        _ => null,
    };

    private static string? MorePrivileged(TraceFacts facts) =>
        HasTraceCapability(facts) ? null
        : facts.IsTargetProtected ?
            "The kernel protects it even from its own user, as it does for executables that the user may run but not read, or that have file "
            + $"capabilities. Let the user read the executable, without file capabilities, or {GiveCapability(facts)}."
        : (facts.TargetCapabilities & ~facts.Capabilities) != 0 ? $"It has capabilities that this process lacks. Run both with the same capabilities, or {GiveCapability(facts)}."
        : null;

    private static bool HasTraceCapability(TraceFacts facts) => (facts.Capabilities >> TraceCapability & 1) != 0;

    private static string SetScope(TraceFacts facts, int scope) =>
        Format($"Allow it with 'sysctl kernel.yama.ptrace_scope={scope}'{(facts.Container == ContainerKind.None ? "" : " on the host of the container")}");

    private static string GiveCapability(TraceFacts facts) => facts.Container switch
    {
        ContainerKind.Docker => "start the container with 'docker run --cap-add SYS_PTRACE'",
        ContainerKind.Podman => "start the container with 'podman run --cap-add SYS_PTRACE'",
        ContainerKind.Kubernetes => "add SYS_PTRACE to the container's securityContext.capabilities.add",
        ContainerKind.Other => "give the container CAP_SYS_PTRACE",
        _ => facts.HasNoNewPrivileges
            ? "start this with CAP_SYS_PTRACE, which sudo cannot give it, because it may not gain privileges (NoNewPrivs is 1)"
            : "run this with CAP_SYS_PTRACE, which root has",
    };

    private static string AllowPtrace(TraceFacts facts) => facts.Container switch
    {
        ContainerKind.Docker or ContainerKind.Podman =>
            $"Allow it: {GiveCapability(facts)}, or with '--security-opt seccomp=FILE' and a profile that allows ptrace.",
        ContainerKind.Kubernetes => $"Allow it: {GiveCapability(facts)}, or set a securityContext.seccompProfile that allows ptrace.",
        ContainerKind.Other => $"Allow it: {GiveCapability(facts)}, or make its filter allow ptrace.",
        _ => "Make the filter allow ptrace: in a systemd unit, add ptrace or @debug to SystemCallFilter=.",
    };

    private static string InContainer(TraceFacts facts) => facts.Container == ContainerKind.None ? "" : $" In this container: {GiveCapability(facts)}.";

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
