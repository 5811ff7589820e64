namespace AesniCheck.Benchmarks.Proof;

/// <summary>The doubles that are run.</summary>
internal static class InsideFaults
{
    public const string SelfInverting = "self-inverting";
    public const string RareBlock = "one-in-1e9";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<InsideDouble> All { get; } =
    [
        new(SelfInverting, "F1", "on one CPU encryption is decryption") { IsRepeated = true, Seconds = 4 },
        new(RareBlock, "F1", "a block is wrong once in 10^9, in different places of a pass") { IsRepeated = true, LogsEach = true, Seconds = 20 },
        new("one-pattern", "F1", "one CPU is wrong for one block in 2^12"),
        new("one-in-2e20", "F1", "one CPU is wrong for one block in 2^20") { Seconds = 60 },
        new("round-constant", "F1", "AESKEYGENASSIST takes another constant on one CPU"),
        new("flipped-once", "F2", "a bit of an AES state flips, once"),
        new("comparison", "F2", "the register of a comparison is hit, once"),
        new("kernel", "F5", "a driver of the kernel is wrong once in a while"),
        new("library", "F6", "the library is wrong for some lengths"),
        new("ghash", "F7", "PCLMULQDQ is wrong on one CPU"),
        new("memory", "F8", "a bit of an expected value flips in memory, once"),
    ];
}

/// <summary>A double that is run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The fault model.</param>
/// <param name="Fault">What is broken.</param>
internal sealed record InsideDouble(string Name, string Model, string Fault)
{
    /// <summary>Whether it is run again and again, since it is timed.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it logs each time that its fault strikes; else the first alone, or none.</summary>
    public bool LogsEach { get; init; }

    /// <summary>How long a run is.</summary>
    public int Seconds { get; init; } = 10;
}
