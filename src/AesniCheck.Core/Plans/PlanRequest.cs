using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Plans;

/// <summary>What a user asked for. <see cref="PlanMaker"/> makes a plan of it; the command line knows the defaults.</summary>
internal sealed record PlanRequest
{
    /// <summary>The number of workers on each CPU by default.</summary>
    public const int DefaultWorkersPerCpu = 2;

    /// <summary>The CPUs to test, by the kernel's numbers, in order.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>The seed of all units.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The wall-clock time of the run.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The number of workers on each CPU.</summary>
    public int WorkersPerCpu { get; init; } = DefaultWorkersPerCpu;

    /// <summary>The key sizes, in bits.</summary>
    public IReadOnlyList<int> KeySizes { get; init; } = [.. AesKeySizes.All.Select(size => (int)size)];

    /// <summary>The probes requested by name; null for all that can run here.</summary>
    public IReadOnlyList<string>? Probes { get; init; }

    /// <summary>The stressors requested by name; null for all that can run here.</summary>
    public IReadOnlyList<string>? Stressors { get; init; }

    /// <summary>How hard the stressors work, 1 to 10.</summary>
    public int Intensity { get; init; } = RunPlan.DefaultIntensity;

    /// <summary>The memory for the memory stressor; null for a modest amount.</summary>
    public MemoryAmount? Memory { get; init; }

    /// <summary>On which CPUs the workers run.</summary>
    public Placement Placement { get; init; }

    /// <summary>The scheduling policies of the workers, in turn.</summary>
    public IReadOnlyList<WorkerPolicy> Policies { get; init; } = [WorkerPolicy.Other];

    /// <summary>
    /// Whether a gate asks: then every part that can run here counts as requested, and so does one that only a setting of the environment disables.
    /// </summary>
    public bool IsGate { get; init; }

    /// <summary>The probes that a gate demands, in addition to <see cref="Probes"/>.</summary>
    public IReadOnlyList<string> RequiredProbes { get; init; } = [];
}
