using AesniCheck.Basics;

namespace AesniCheck.Ciphers;

/// <summary>The list of engines that the commands, the tests and the benchmarks iterate.</summary>
public static class AesEngines
{
    /// <summary>The reference: general-purpose registers only.</summary>
    public static SoftwareEngine Software { get; } = new();

    /// <summary>The device under test.</summary>
    public static AesniEngine Aesni { get; } = new();

    /// <summary>The second reference.</summary>
    public static BouncyCastleEngine BouncyCastle { get; } = new();

    /// <summary>All engines, the reference first.</summary>
    public static IReadOnlyList<AesEngine> All { get; } = [Software, Aesni, BouncyCastle];

    /// <summary>Returns the engine with a name.</summary>
    /// <exception cref="ArgumentException">There is no such engine; the message lists the names.</exception>
    public static AesEngine ByName(string name) =>
        All.FirstOrDefault(engine => engine.Name == name)
        ?? throw new ArgumentException($"Unknown engine '{Excerpt.Of(name)}'; the engines are {string.Join(", ", All)}.", nameof(name));
}
