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
        error == Errno.ENOSYS ? $"The system says that it has no ptrace, as seccomp filters and sandboxes such as gVisor do. {AllowPtrace(facts)}"
        : OtherTracer(facts)
        ?? OtherUser(facts)
        ?? Yama(facts)
        ?? MorePrivileged(facts)
        ?? (error == Errno.EACCES
            ? $"A security module refuses it, most likely: AppArmor or SELinux, whose log names the rule. Allow ptrace among the processes of one user there.{InContainer(facts)}"
            : facts.HasSeccompFilter
            ? $"A seccomp filter is on, and refuses ptrace, most likely. {AllowPtrace(facts)}"
            : "Nothing that shows forbids it: a security module may, such as AppArmor, SELinux or Landlock, or a sandbox around all of this. "
                + $"Allow ptrace among the processes of one user there.{InContainer(facts)}");

    private static string? OtherTracer(TraceFacts facts) =>
        facts.TracerId is { } tracer
            ? Format($"Process {tracer}{(facts.TracerName is { } name ? $" ({name})" : "")} already traces it, and a thread has only one tracer. End that debugger or strace.")
            : null;

    private static string? OtherUser(TraceFacts facts) =>
        facts.UserId is { } user && facts.TargetUserId is { } other && user != other && !MayTraceAll(facts)
            ? Format($"It belongs to user {other}, and this process to user {user}. Run both as the same user.")
            : null;

    private static string? Yama(TraceFacts facts) => facts.PtraceScope switch
    {
        Nobody => "The kernel forbids tracing until the next boot (kernel.yama.ptrace_scope is 3). "
            + "Have it set to 1 at boot, in /etc/sysctl.d for example, and boot again.",
        CapabilityOnly when !MayTraceAll(facts) =>
            $"The kernel lets only those with CAP_SYS_PTRACE trace (kernel.yama.ptrace_scope is 2). {SetScope(facts, 1)}, or {GiveCapability(facts)}.",
        DescendantsOnly when !MayTraceAll(facts) && !facts.IsTargetDescendant =>
            "The kernel lets a process trace only its own children (kernel.yama.ptrace_scope is 1), and this is not one. "
            + $"{SetScope(facts, 0)}, or {GiveCapability(facts)}.",
        _ => null,
    };

    private static string? MorePrivileged(TraceFacts facts) =>
        MayTraceAll(facts) ? null
        : facts.IsTargetProtected ?
            "The kernel protects it even from its own user, as it does with executables that their user may run but not read, or that have file "
            + $"capabilities. Let the user read the executable, without file capabilities, or {GiveCapability(facts)}."
        : (facts.TargetCapabilities & ~facts.Capabilities) != 0 ? $"It has capabilities that this process has not. Run both with the same, or {GiveCapability(facts)}."
        : null;

    private static bool MayTraceAll(TraceFacts facts) => (facts.Capabilities >> TraceCapability & 1) != 0;

    private static string SetScope(TraceFacts facts, int scope) =>
        Format($"Allow it with 'sysctl kernel.yama.ptrace_scope={scope}'{(facts.Container == ContainerKind.None ? "" : " on the machine that the container is on")}");

    private static string GiveCapability(TraceFacts facts) => facts.Container switch
    {
        ContainerKind.Docker => "start the container with 'docker run --cap-add SYS_PTRACE'",
        ContainerKind.Podman => "start the container with 'podman run --cap-add SYS_PTRACE'",
        ContainerKind.Kubernetes => "add SYS_PTRACE to the container's securityContext.capabilities.add",
        ContainerKind.Other => "give the container CAP_SYS_PTRACE",
        _ => facts.HasNoNewPrivileges
            ? "start this with CAP_SYS_PTRACE, which it cannot get by sudo, for it may gain no privileges (NoNewPrivs is 1)"
            : "run this with CAP_SYS_PTRACE, which root has",
    };

    private static string AllowPtrace(TraceFacts facts) => facts.Container switch
    {
        ContainerKind.Docker or ContainerKind.Podman =>
            $"Allow it: {GiveCapability(facts)}, or with '--security-opt seccomp=FILE' and a profile that lets ptrace pass.",
        ContainerKind.Kubernetes => $"Allow it: {GiveCapability(facts)}, or set a securityContext.seccompProfile that lets ptrace pass.",
        ContainerKind.Other => $"Allow it: {GiveCapability(facts)}, or have its filter let ptrace pass.",
        _ => "Have the filter let ptrace pass: in a systemd unit that is SystemCallFilter=, to which ptrace or @debug is to be added.",
    };

    private static string InContainer(TraceFacts facts) => facts.Container == ContainerKind.None ? "" : $" In this container: {GiveCapability(facts)}.";

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
