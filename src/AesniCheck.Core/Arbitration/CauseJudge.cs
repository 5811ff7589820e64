using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>
/// Who computes wrongly, if work comes out wrong when it is done again: the CPU, or the code that was made for it. Verdict and sentences are of the same
/// facts.
/// <list type="bullet">
/// <item>The CPU, if an instruction executed by itself is wrong again and again, or if the work is wrong again in the same way or the same place.</item>
/// <item>The runtime, if the work is wrong each time, but each of its instructions right, executed by itself on the same operands.</item>
/// <item>Neither, if each wrong result is another: registers that are lost or changed do that, and the rest of the arbitration looks for them.</item>
/// </list>
/// </summary>
/// <param name="device">Executes instructions one at a time.</param>
internal sealed class CauseJudge(SingleInstructions device)
{
    /// <summary>Judges.</summary>
    /// <param name="replays">What came of the same work.</param>
    /// <param name="work">The work, its instructions one at a time; null where it has none that can be tried.</param>
    /// <param name="words">Takes the explanation.</param>
    /// <returns>Null where the computation is right, or no fault can be shown.</returns>
    public Cause? Judge(Replays replays, Action<InstructionTrial>? work, List<string> words) => Judge(replays, work, words, Places.None);

    /// <summary>Judges.</summary>
    /// <param name="replays">What came of the same work.</param>
    /// <param name="work">The work, its instructions one at a time; null where it has none that can be tried.</param>
    /// <param name="words">Takes the explanation.</param>
    /// <param name="places">What can be said of where results went wrong.</param>
    /// <returns>Null where the computation is right, or no fault can be shown.</returns>
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
            words.Add("The instructions are right, and the code that is made of them is wrong each time: the runtime, or its compiler, made wrong code. It is the same on every CPU; if others get this right, suspect this CPU.");
            return new Cause(Verdict.Runtime, IsShown: false);
        }

        if (replays.IsRepeated)
        {
            words.Add("Wrong results repeated in the same way: a register damaged by accident does not do that.");
            return new Cause(cpu, IsShown: false);
        }

        if (replays.IsInOnePlace(places.Of))
        {
            words.Add("Wrong results differ, but most went wrong in the same place: no register that is lost or changed by accident does that.");
            return new Cause(cpu, IsShown: false);
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {replays.WrongInAll} wrong results {replays.Repeated} resemble another. A CPU that computes wrong results repeats them; registers lost or changed at random moments do not."));
        return null;
    }
}

/// <summary>Who computes wrongly.</summary>
/// <param name="Verdict">The CPU, or the runtime.</param>
/// <param name="IsShown">Whether an instruction by itself was wrong: then nothing else has to be looked for.</param>
internal sealed record Cause(Verdict Verdict, bool IsShown);

/// <summary>What can be said of where the results of one kind of work went wrong.</summary>
internal sealed record Places
{
    /// <summary>Nothing.</summary>
    public static Places None { get; } = new();

    /// <summary>The place where a result went wrong, as text; null where it can't be told.</summary>
    public Func<byte[], string?> Of { get; init; } = _ => null;

    /// <summary>Whether a result can be led back to a register that was lost or changed.</summary>
    public Func<byte[], bool> IsLostRegister { get; init; } = _ => false;

    /// <summary>Whether the work takes so long that a register may be lost in each repetition.</summary>
    public bool MayBeLostEachTime { get; init; }
}
