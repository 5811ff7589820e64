using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Register;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains the miscompares of the register probe: are the inputs intact, does it happen again, in which value and which of its bits
/// is the difference, was the register lost, and whose value did it hold? Not thread-safe.
/// </summary>
/// <param name="pass">The loops under test, for replays.</param>
/// <param name="instructions">Executes instructions one at a time.</param>
/// <param name="mapPages">Maps pages, so that page faults can be repeated; null if they cannot.</param>
internal sealed unsafe class RegisterJudge(RegisterPass pass, SingleInstructions instructions, Func<int, DroppablePages?>? mapPages = null)
{
    private const int ReplayCount = 64;
    private const int DescribedValues = 4;

    private readonly CauseJudge _cause = new(instructions);
    private readonly RegisterUnit _remade = new();
    private readonly AlignedMemory _ends = new(32 * 64);
    private DroppablePages? _pages;

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    public Judgement Judge(RegisterMiscompare miscompare, RegisterUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, miscompare.Registers);
        bool damaged = !ScalarBytes.AreEqual(unit.ConstantSpan, _remade.ConstantSpan)
            || !ScalarBytes.AreEqual(unit.InitialSpan, _remade.InitialSpan)
            || !ScalarBytes.AreEqual(unit.ExpectedSpan, _remade.ExpectedSpan);
        var words = new List<string>();
        Replays replays = Replay(miscompare);
        if (JudgeInputs(miscompare, words) is { } inputs)
        {
            return new Judgement(inputs, words, damaged) { Replay = replays.ToReplay() };
        }

        // A register that was lost, or held a value computed elsewhere, does not mean that the CPU computes wrong results, however often it happens.
        var causeWords = new List<string>();
        Cause? cause = _cause.Judge(replays, work: null, causeWords);
        Verdict values = JudgeValues(miscompare, words, cause is null, out bool isCertain);
        if (miscompare.Event != RegisterEvent.None)
        {
            words.Add($"The loop included {(miscompare.Event == RegisterEvent.PageFault ? "page faults" : "pauses")}.");
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Run again {replays.Tries} times at once by the same thread, the values were {replays.Describe()}."));
        words.AddRange(isCertain && cause is not null ? [] : causeWords);
        Verdict verdict = isCertain ? values : cause?.Verdict ?? values;
        return new Judgement(verdict, words, damaged) { Replay = replays.ToReplay() };
    }

    private Replays Replay(RegisterMiscompare miscompare)
    {
        var replays = new Replays(miscompare.WrongValues.Count > 0 ? miscompare.Actual : null);
        Span<byte> ends = _ends.Span[..miscompare.Actual.Length];
        RegisterEvent registerEvent = miscompare.Event;
        if (registerEvent == RegisterEvent.PageFault)
        {
            _pages ??= mapPages?.Invoke(RegisterEvent.PageFault.PagesPerPass);
            registerEvent = _pages is null ? RegisterEvent.None : registerEvent;
        }

        for (int i = 0; i < ReplayCount; i++)
        {
            if (registerEvent == RegisterEvent.PageFault && !_pages!.TryDrop())
            {
                registerEvent = RegisterEvent.None;
            }

            pass.Run(_remade, registerEvent, (ulong*)_ends.Pointer, _pages is null ? null : _pages.Pointer);
            replays.Add(ends, _remade.ExpectedSpan);
        }

        return replays;
    }

    private Verdict? JudgeInputs(RegisterMiscompare miscompare, List<string> words)
    {
        if (!ScalarBytes.AreEqual(miscompare.Constants, _remade.ConstantSpan) || !ScalarBytes.AreEqual(miscompare.Starts, _remade.InitialSpan))
        {
            words.Add("A constant or a start in memory differs from the one generated from the unit's seed: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, _remade.ExpectedSpan))
        {
            int distance = MessageDifference.Bits(miscompare.Expected, _remade.ExpectedSpan);
            words.Add($"The expected values in memory differ in {BitNames.Of(distance)} from those that the reference now computes from the unit's seed.");
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    private static Verdict JudgeValues(RegisterMiscompare miscompare, List<string> words, bool isRegister, out bool isCertain)
    {
        isCertain = false;
        if (miscompare.WrongValues.Count == 0)
        {
            words.Add("The comparison saw a difference, but all values are correct when compared again.");
            return Verdict.Unexplained;
        }

        if (JudgeConstant(miscompare, words))
        {
            isCertain = true;
            return Verdict.RegisterLeak;
        }

        // Only the registers held these values from start to end.
        Verdict verdict = Verdict.RegisterState;
        foreach ((int index, int value) in miscompare.WrongValues.Index())
        {
            (string sentence, Trace trace) = Describe(miscompare, value, isRegister);
            verdict = trace == Trace.Foreign ? Verdict.RegisterLeak : verdict;
            isCertain |= trace != Trace.None;
            if (index < DescribedValues)
            {
                words.Add(sentence);
            }
        }

        return verdict;
    }

    /// <summary>Looks for a mark in the constant's register, which makes all values wrong, whether or not it came with all other registers.</summary>
    private static bool JudgeConstant(RegisterMiscompare miscompare, List<string> words)
    {
        int value = miscompare.WrongValues[0];
        if (miscompare.WrongValues.Count <= miscompare.Registers.ValueCount / 2 || RegisterMarks.FindConstant(miscompare, value) is not { } found)
        {
            return false;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"The constant{(found.IsAll ? $", and value {value} as well," : "")} was a stressor's mark from step {found.Step:N0} of {miscompare.StepCount:N0} on. {Phrases.Describe(found.Mark)}"));
        return true;
    }

    private static (string Sentence, Trace Trace) Describe(RegisterMiscompare miscompare, int value, bool isRegister)
    {
        int lanes = miscompare.Registers.LaneCount;
        int[] wrong = [.. Enumerable.Range(0, lanes).Where(lane => Lane(miscompare.Actual, value, lane, lanes) != Lane(miscompare.Expected, value, lane, lanes))];
        string place = string.Create(CultureInfo.InvariantCulture, $"Value {value} of {miscompare.Registers.ValueCount} in {Name(miscompare.Registers)} registers, bits {64 * wrong[0]} to {(64 * wrong[^1]) + 63}");
        bool isSum = RegisterMarks.IsSum(miscompare, value);
        if (RegisterMarks.FindValue(miscompare, value, wrong) is { } marked)
        {
            return ($"{place}, was a stressor's mark {marked.Describe(miscompare.StepCount)}", Trace.Foreign);
        }

        if (isSum)
        {
            return (isRegister ? $"{place}: an opmask register, or a sum that it masks, changed." : $"{place}, is wrong: a sum masked by an opmask register.", Trace.None);
        }

        if (StepOfZero(miscompare, value, wrong) is { } step)
        {
            return (string.Create(CultureInfo.InvariantCulture, $"{place}, was all zero after step {step:N0} of {miscompare.StepCount:N0}: the register was lost there."), Trace.Own);
        }

        return Owner(miscompare, value, wrong) is { } owner
            ? owner.Value == value
                ? ($"{place}, continued as at another time: the register held its own value from then.", Trace.Own)
                : (string.Create(CultureInfo.InvariantCulture, $"{place}, continued as value {owner.Value} of the same unit: the register held a value that belongs there, in this or another thread."), Trace.Foreign)
            : (isRegister ? $"{place}: the register, or that of its constant, changed." : $"{place}, is wrong.", Trace.None);
    }

    /// <summary>Returns the step after which all wrong lanes were zero at once; even a single zero lane is not an accident.</summary>
    private static int? StepOfZero(RegisterMiscompare miscompare, int value, int[] wrong)
    {
        int lanes = miscompare.Registers.LaneCount;
        ulong[] states = [.. wrong.Select(lane => Lane(miscompare.Actual, value, lane, lanes))];
        for (int step = miscompare.StepCount; step >= 0; step--)
        {
            if (Array.TrueForAll(states, state => state == 0))
            {
                return step;
            }

            for (int i = 0; i < states.Length; i++)
            {
                states[i] = RegisterStep.Undo(miscompare.Registers, states[i], Lane(miscompare.Constants, 0, wrong[i], lanes));
            }
        }

        return null;
    }

    /// <summary>Returns the value whose states include the wrong lanes, at the same or another time.</summary>
    private static (int Value, int Step)? Owner(RegisterMiscompare miscompare, int value, int[] wrong)
    {
        int lanes = miscompare.Registers.LaneCount;
        int[] owners =
        [
            .. Enumerable.Range(0, miscompare.Registers.ValueCount)
                .Where(owner => miscompare.Registers != RegisterKind.Opmask || owner is < RegisterKinds.OpmaskCount or >= RegisterKinds.FirstSpare),
        ];
        ulong[] sought = [.. wrong.Select(lane => Lane(miscompare.Actual, value, lane, lanes))];
        ulong[] constants = [.. wrong.Select(lane => Lane(miscompare.Constants, 0, lane, lanes))];
        foreach (int owner in owners)
        {
            ulong[] states = [.. wrong.Select(lane => Lane(miscompare.Starts, owner, lane, lanes))];
            for (int step = 0; step <= 2 * miscompare.StepCount; step++)
            {
                if (!states.Where((state, i) => state != sought[i]).Any())
                {
                    return (owner, step);
                }

                for (int i = 0; i < states.Length; i++)
                {
                    states[i] = RegisterStep.Apply(miscompare.Registers, states[i], constants[i]);
                }
            }
        }

        return null;
    }

    private static string Name(RegisterKind registers) => registers == RegisterKind.Ymm ? "YMM" : "ZMM";

    private static ulong Lane(byte[] values, int value, int lane, int lanes) => RegisterMarks.Lane(values, value, lane, lanes);

    /// <summary>The information in a wrong value beyond being wrong.</summary>
    private enum Trace
    {
        /// <summary>None.</summary>
        None,

        /// <summary>The register was lost, or held a value of its own from another time.</summary>
        Own,

        /// <summary>It held another owner's value.</summary>
        Foreign,
    }
}
