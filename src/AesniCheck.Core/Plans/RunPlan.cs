using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes;

namespace AesniCheck.Plans;

/// <summary>The work of a run: created once from the options, and then followed by both the supervisor and the worker process.</summary>
public sealed record RunPlan
{
    /// <summary>The default intensity, which leaves the workers most of the time.</summary>
    public const int DefaultIntensity = 5;

    /// <summary>The wall-clock time of the run in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>The seed that determines all units.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The CPUs to test, by the kernel's numbers, in order.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>The workers on each CPU. With two or more, AES threads are switched in the middle of their work.</summary>
    public required int WorkersPerCpu { get; init; }

    /// <summary>The key sizes, in bits.</summary>
    [JsonPropertyName("keySizesBits")]
    public required IReadOnlyList<int> KeySizes { get; init; }

    /// <summary>The probes that workers run in turn.</summary>
    public required IReadOnlyList<PlannedProbe> Probes { get; init; }

    /// <summary>The probes that can't run here; empty by default. The JSON reader sets absent members to null, whatever the initializer.</summary>
    public IReadOnlyList<SkippedPart> SkippedProbes { get => field ?? []; init; }

    /// <summary>The engines of probes and stressors that this CPU has, including those of skipped ones; empty in records that do not list them.</summary>
    [JsonIgnore]
    public IReadOnlyList<PlannedEngine> Engines { get => field ?? []; init; }

    /// <summary>The same, or null if there are none.</summary>
    [JsonPropertyName("engines")]
    public IReadOnlyList<PlannedEngine>? EnginesOrNull { get => Engines.Count > 0 ? Engines : null; init => Engines = value ?? []; }

    /// <summary>The CPUs on which workers run.</summary>
    [JsonIgnore]
    public Placement Placement { get; init; }

    /// <summary>The same as a word. Enumerations in the plan would cost each start of a worker process ten milliseconds, for code that nothing else needs.</summary>
    [JsonPropertyName("placement")]
    public string PlacementWord { get => EnumWord.Of(Placement); init => Placement = EnumWord.Parse<Placement>(value ?? EnumWord.Of(Placement.Pinned)); }

    /// <summary>The scheduling policies: worker k gets the one at index k modulo their number.</summary>
    [JsonIgnore]
    public IReadOnlyList<WorkerPolicy> Policies { get => field is { Count: > 0 } ? field : [WorkerPolicy.Other]; init; }

    /// <summary>The same as words.</summary>
    [JsonPropertyName("policies")]
    public IReadOnlyList<string> PolicyWords { get => [.. Policies.Select(EnumWord.Of)]; init => Policies = [.. (value ?? []).Select(EnumWord.Parse<WorkerPolicy>)]; }

    /// <summary>The stressors that run beside the workers; empty by default.</summary>
    public IReadOnlyList<PlannedStressor> Stressors { get => field ?? []; init; }

    /// <summary>The stressors that can't run here; empty by default.</summary>
    public IReadOnlyList<SkippedPart> SkippedStressors { get => field ?? []; init; }

    /// <summary>The intensity of the stressors, 1 to 10.</summary>
    public int Intensity { get => field == 0 ? DefaultIntensity : field; init; }

    /// <summary>The memory that the memory stressor keeps busy, in bytes; 0 if it does not run.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether that is more than a modest amount: memory that a process needs may then have to come from a disk first.</summary>
    public bool UnderMemoryPressure { get; init; }

    /// <summary>The wall-clock time of the run.</summary>
    internal TimeSpan Duration => TimeSpan.FromSeconds(DurationSeconds);

    /// <summary>The number of workers on all CPUs.</summary>
    internal int WorkerCount => Cpus.Count * WorkersPerCpu;

    /// <summary>The key sizes.</summary>
    internal IReadOnlyList<AesKeySize> AesKeySizes => [.. KeySizes.Select(bits => (AesKeySize)bits)];

    /// <summary>Returns the inputs that probes need: those of the plan, and the devices to check.</summary>
    internal ProbeSetup SetupFor(DevicesUnderTest devices) =>
        new() { Devices = devices, Seed = Seed, KeySizes = AesKeySizes, WorkerCount = WorkerCount, Uses = Uses };

    /// <summary>Whether a probe uses an engine. If a plan lists no engine of a probe, the probe uses all.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="engine">The name of the engine.</param>
    private bool Uses(string probe, string engine)
    {
        PlannedEngine[] planned = [.. Engines.Where(planned => planned.Part == probe)];
        return planned.Length == 0 || planned.Any(planned => planned.Name == engine && planned.Used);
    }
}

/// <summary>A probe of the plan.</summary>
/// <param name="Name">The name.</param>
/// <param name="Share">Its share of the workers' time, relative to the shares of the others.</param>
/// <param name="Requested">Whether the user requested it by name: then the run can't pass if a part of it can't be done.</param>
public sealed record PlannedProbe(string Name, int Share, bool Requested = false);

/// <summary>A stressor of the plan.</summary>
/// <param name="Name">The name.</param>
/// <param name="Requested">Whether the user requested it by name: then the run can't pass if it dies or does nothing.</param>
public sealed record PlannedStressor(string Name, bool Requested = false);

/// <summary>A probe or stressor that can't run here.</summary>
/// <param name="Name">The name.</param>
/// <param name="Reason">The reason, as a clause.</param>
/// <param name="Requested">Whether the user requested it by name: then the run can't pass.</param>
public sealed record SkippedPart(string Name, string Reason, bool Requested);
