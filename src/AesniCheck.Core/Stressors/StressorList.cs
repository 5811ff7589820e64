namespace AesniCheck.Stressors;

/// <summary>The one list of stressors.</summary>
internal static class StressorList
{
    /// <summary>All stressors, in the order in which they are told of.</summary>
    public static IReadOnlyList<StressorEntry> All { get; } = [ExitStressor.Entry, FaultStressor.Entry, MemoryStressor.Entry];
}
