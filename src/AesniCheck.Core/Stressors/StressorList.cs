namespace AesniCheck.Stressors;

/// <summary>The one list of stressors.</summary>
internal static class StressorList
{
    /// <summary>All stressors, in the order of reports and help.</summary>
    public static IReadOnlyList<StressorEntry> All { get; } =
    [
        InterruptStressor.Entry, SignalStressor.Entry, GcStressor.Entry, FaultStressor.Entry, SwitchStressor.Entry, SyscallStressor.Entry,
        ExitStressor.Entry, VectorStressor.Entry, MemoryStressor.Entry, KernelSimdStressor.Entry,
    ];
}
