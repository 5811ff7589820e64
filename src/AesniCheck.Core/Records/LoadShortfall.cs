using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Probes;

namespace AesniCheck.Records;

/// <summary>Load that a run planned and did not have: a stressor that did nothing, or a CPU on which workers rarely held vector registers.</summary>
/// <param name="Sentence">What was missing, as a sentence.</param>
/// <param name="PreventsPass">
/// Whether it keeps a run from passing. A pass means that AES was right while the machine was busy: no pass without the stressors that were requested by
/// name or by a gate, without any stressor on a CPU, or with too little work in vector registers. The lack of one of many stressors is only mentioned.
/// </param>
internal sealed record LoadShortfall(string Sentence, bool PreventsPass)
{
    /// <summary>
    /// The least share of a CPU's time in which workers must hold vector registers, if all probes do so. On a quiet machine it is about four fifths, and
    /// less where other programs share the CPUs.
    /// </summary>
    public const double LeastLiveShare = 0.05;

    /// <summary>Returns the shortfalls of a run. One that has done nothing at all has other reasons.</summary>
    public static IReadOnlyList<LoadShortfall> Of(RunPlan plan, Exposure exposure)
    {
        if (exposure.Seconds <= 0)
        {
            return [];
        }

        string[] idle = [.. plan.Stressors.Select(stressor => stressor.Name).Where(name => exposure.Stressors.All(done => done.Stressor != name || done.Events == 0))];
        return
        [
            .. OfIdle(plan, idle),
            .. plan.Stressors.Where(stressor => !idle.Contains(stressor.Name)).SelectMany(stressor => OfStressor(stressor, plan, exposure)),
            .. OfCpus(exposure),
            .. OfRegisters(plan, exposure),
        ];
    }

    /// <summary>Returns whether the loops of a probe keep vector registers live.</summary>
    public static bool HoldsRegisters(PlannedProbe probe) => ProbeList.Find(probe.Name)?.HoldsRegisters == true;

    /// <summary>Returns the stressors that did nothing anywhere. If all did, that is one reason, except for those requested by name.</summary>
    private static IEnumerable<LoadShortfall> OfIdle(RunPlan plan, string[] idle)
    {
        bool all = idle.Length > 0 && idle.Length == plan.Stressors.Count;
        foreach (IGrouping<bool, string> group in plan.Stressors.Where(stressor => idle.Contains(stressor.Name)).GroupBy(stressor => stressor.Requested, stressor => stressor.Name))
        {
            string[] names = [.. group];
            if (group.Key || !all)
            {
                yield return new LoadShortfall($"The stressor{(names.Length > 1 ? "s" : "")} {string.Join(", ", names)} did nothing.", group.Key);
            }
            else
            {
                yield return new LoadShortfall("No stressor did anything: AES was not verified under load.", PreventsPass: true);
            }
        }
    }

    private static IEnumerable<LoadShortfall> OfStressor(PlannedStressor stressor, RunPlan plan, Exposure exposure)
    {
        // The reserve for other processes makes the amount a little smaller; and a user who named no amount did not ask for all of it.
        long held = exposure.ProcessStressors.Where(done => done.Stressor == stressor.Name).Total(done => done.HeldBytes);
        int[] idle = [.. exposure.Cpus.Where(cpu => cpu.Stressors.Any(done => done.Stressor == stressor.Name && done.Events == 0)).Select(cpu => cpu.Cpu)];
        string? sentence =
            plan.UnderMemoryPressure && held > 0 && held < plan.MemoryBytes / 2
                ? $"The stressor {stressor.Name} held at most {Quantities.Bytes(held)} of the planned {Quantities.Bytes(plan.MemoryBytes)}: memory or time ran out."
            : idle.Length > 0 ? $"The stressor {stressor.Name} did nothing on CPU {CpuRanges.Format(idle)}."
            : null;
        return sentence is null ? [] : [new LoadShortfall(sentence, stressor.Requested)];
    }

    /// <summary>Returns the CPUs on which no stressor did anything, although some did elsewhere.</summary>
    private static IEnumerable<LoadShortfall> OfCpus(Exposure exposure)
    {
        int[] idle = [.. exposure.Cpus.Where(cpu => cpu.Stressors.Count > 0 && cpu.Stressors.All(done => done.Events == 0)).Select(cpu => cpu.Cpu)];
        return idle.Length == 0 || exposure.Stressors.All(done => done.Events == 0) ? []
            : [new LoadShortfall($"No stressor did anything on CPU {CpuRanges.Format(idle)}: AES was not verified under load there.", PreventsPass: true)];
    }

    private static IEnumerable<LoadShortfall> OfRegisters(RunPlan plan, Exposure exposure)
    {
        double planned = plan.Probes.Where(HoldsRegisters).Sum(probe => (double)probe.Share) / plan.Probes.Sum(probe => (double)probe.Share);
        double least = planned * LeastLiveShare;
        (int Cpu, double Share)[] few =
        [
            .. from cpu in exposure.Cpus
               let share = cpu.Events.LiveSeconds / exposure.Seconds
               where share < least
               orderby share
               select (cpu.Cpu, share),
        ];
        return few.Length == 0 ? [] :
        [
            new LoadShortfall(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Workers held vector registers for only {100 * few[0].Share:0.#} % of the time on CPU {few[0].Cpu}{(few.Length > 1 ? $", and for too little on {Quantities.Of(few.Length - 1, "other CPU")}" : "")}; {100 * least:0.#} % is required: the run was too short, or other programs used the machine."),
                PreventsPass: true),
        ];
    }
}
