using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>Which threads of a process faults are put into.</summary>
internal enum InjectionTargets
{
    /// <summary>Workers that run, in user mode.</summary>
    Workers,

    /// <summary>
    /// Any thread in any state, threads of the runtime and threads that wait included; but not the first, for which see
    /// <see cref="ThreadTrace"/>.
    /// </summary>
    Every,
}
