namespace AesniCheck.Ciphers;

/// <summary>An engine that a probe or stressor offers, before the machine is examined.</summary>
/// <param name="Name">The engine's name.</param>
/// <param name="Features">The CPU features that it needs, in the kernel's spelling.</param>
/// <param name="IsAvailable">Whether this process can use it.</param>
internal sealed record EngineOffer(string Name, IReadOnlyList<string> Features, bool IsAvailable)
{
    /// <summary>Whether the engine holds values in registers, so that it is of little use if the compiler spills them to memory.</summary>
    public bool HoldsRegisters { get; init; }

    /// <summary>Whether the engine is the system's library, which has its own settings.</summary>
    public bool IsLibrary { get; init; }
}
