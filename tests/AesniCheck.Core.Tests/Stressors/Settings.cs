namespace AesniCheck.Stressors;

/// <summary>The setup of stressors in tests.</summary>
internal static class Settings
{
    public static StressSetup For(IReadOnlyList<int> cpus, long memoryBytes = 1 << 20) => new()
    {
        Cpus = cpus,
        Intensity = 5,
        MemoryBytes = memoryBytes,
        Seed = 42,
        Workers = new WorkerRoster(cpus.Count),
    };
}
