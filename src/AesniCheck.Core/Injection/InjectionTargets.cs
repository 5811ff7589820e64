using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>The threads of a process into which faults are injected.</summary>
internal enum InjectionTargets
{
    /// <summary>Workers that are running, in user mode.</summary>
    Workers,

    /// <summary>
    /// Any thread in any state, including threads of the runtime and waiting threads; but not the main thread, for which see
    /// <see cref="ThreadTrace"/>.
    /// </summary>
    Every,
}
