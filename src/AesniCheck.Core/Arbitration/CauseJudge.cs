using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>
/// Decides what computes wrong results if repeated work is wrong again: the CPU, or the code compiled for it. Verdict and sentences follow from the same
/// facts.
/// <list type="bullet">
/// <item>The CPU, if a single instruction is wrong again and again, or if the work is wrong again in the same way or the same place.</item>
/// <item>The runtime, if the work is wrong each time, but each of its instructions, executed singly on the same operands, is correct.</item>
/// <item>Neither, if the wrong results all differ: lost or changed registers do that, and the rest of the arbitration looks for them.</item>
/// </list>
/// </summary>
/// <param name="device">Executes instructions one at a time.</param>
internal sealed class CauseJudge(SingleInstructions device)
{
    /// <summary>Judges the work.</summary>
    /// <param name="replays">The results of the repeated work.</param>
    /// <param name="work">Tries the instructions of the work one at a time; null if it has none that can be tried.</param>
    /// <param name="words">Receives the explanation.</param>
    /// <returns>The cause; null if the computation is correct, or no fault can be shown.</returns>
    public Cause? Judge(Replays replays, Action<InstructionTrial>? work, List<string> words) => Judge(replays, work, words, Places.None);

    /// <summary>Judges the work.</summary>
    /// <param name="replays">The results of the repeated work.</param>
    /// <param name="work">Tries the instructions of the work one at a time; null if it has none that can be tried.</param>
    /// <param name="words">Receives the explanation.</param>
    /// <param name="places">Locates the places where results went wrong.</param>
    /// <returns>The cause; null if the computation is correct, or no fault can be shown.</returns>
    public Cause? Judge(Replays replays, Action<InstructionTrial>? work, List<string> words, Places places)
    {
        if (replays.Wrong == 0)
        {
            return null;
        }

        var trial = new InstructionTrial(device);
        work?.Invoke(trial);
        if (trial.Describe() is { } tried)
        {
            words.Add(tried);
        }

        Verdict cpu = 2 * replays.Wrong > replays.Tries ? Verdict.CpuPersistent : Verdict.CpuSporadic;
        if (trial.IsCpuWrong)
        {
            return new Cause(cpu, IsShown: true);
        }

        if (trial.IsAllRight && replays.IsAlwaysWrong && (replays.IsRepeated || !(places.MayBeLostEachTime || replays.CountAgain(places.IsLostRegister) == replays.Wrong)))
        {
            words.Add("The instructions are correct, but the code compiled from them is wrong each time: the runtime or its compiler generated wrong code. It is the same on every CPU; if other CPUs get this right, suspect this CPU.");
            return new Cause(Verdict.Runtime, IsShown: false);
        }

        if (replays.IsRepeated)
        {
            words.Add("Wrong results repeated in the same way; randomly damaged registers do not do that.");
            return new Cause(cpu, IsShown: false);
        }

        if (replays.IsInOnePlace(places.Of))
        {
            words.Add("Wrong results differ, but most went wrong in the same place; randomly damaged registers do not do that.");
            return new Cause(cpu, IsShown: false);
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {replays.WrongInAll} wrong results {replays.Repeated} resemble another. A CPU that computes wrong results repeats them; registers lost or changed at random moments do not."));
        return null;
    }
}

/// <summary>The part that computes wrong results.</summary>
/// <param name="Verdict">The CPU, or the runtime.</param>
/// <param name="IsShown">Whether a single instruction was wrong; then no other explanation is needed.</param>
internal sealed record Cause(Verdict Verdict, bool IsShown);

/// <summary>Locates the places where the results of one kind of work went wrong.</summary>
internal sealed record Places
{
    /// <summary>Locates nothing.</summary>
    public static Places None { get; } = new();

    /// <summary>Returns the place where a result went wrong, as text; null if unknown.</summary>
    public Func<byte[], string?> Of { get; init; } = _ => null;

    /// <summary>Whether a result can be traced to a lost or changed register.</summary>
    public Func<byte[], bool> IsLostRegister { get; init; } = _ => false;

    /// <summary>Whether the work takes so long that a register may be lost in each repetition.</summary>
    public bool MayBeLostEachTime { get; init; }
}
