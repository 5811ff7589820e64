using AesniCheck.Basics;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Platform;
using AesniCheck.Ciphers.Portable;

namespace AesniCheck.Ciphers;

/// <summary>The mode engines that are the same on every machine. Those in hardware are <see cref="AesniModes.All"/>; the kernel's are found at run time.</summary>
internal static class ModeEngines
{
    /// <summary>The reference: general-purpose registers only.</summary>
    public static SoftwareModes Software { get; } = new();

    /// <summary>The AES instructions, with the code around them in general-purpose registers.</summary>
    public static PortableModes Aesni { get; } = new(AesEngines.Aesni);

    /// <summary>The second reference for the engine; it shares the code around it with the first.</summary>
    public static PortableModes BouncyCastle { get; } = new(AesEngines.BouncyCastle);

    /// <summary>The operating system's library: a device under test, and a second reference for the code around the engine.</summary>
    public static PlatformModes Platform { get; } = new();

    /// <summary>All mode engines, the reference first.</summary>
    public static IReadOnlyList<ModeEngine> All { get; } = [Software, Aesni, BouncyCastle, Platform];

    /// <summary>Returns the mode engine with a name.</summary>
    /// <exception cref="ArgumentException">There is no such engine; the message lists the names.</exception>
    public static ModeEngine ByName(string name) =>
        All.FirstOrDefault(engine => engine.Name == name)
        ?? throw new ArgumentException($"Unknown mode engine '{Excerpt.Of(name)}'; the mode engines are {string.Join(", ", All)}.", nameof(name));
}
