namespace AesniCheck.Ciphers;

/// <summary>An engine as a probe or stressor offers it, before anything is known of the machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">The CPU features that it needs, in the kernel's spelling.</param>
/// <param name="IsOffered">Whether this process can use it.</param>
internal sealed record EngineOffer(string Name, IReadOnlyList<string> Features, bool IsOffered)
{
    /// <summary>Whether it holds values in registers, so that it is worth little if the compiler puts them into memory.</summary>
    public bool HoldsRegisters { get; init; }

    /// <summary>Whether it is the system's library, which has settings of its own.</summary>
    public bool IsLibrary { get; init; }
}
