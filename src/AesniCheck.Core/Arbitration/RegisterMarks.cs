using System.Buffers.Binary;
using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Looks for the marks of stressors in the states of wrong values of the register probe, traced back step by step.</summary>
internal static class RegisterMarks
{
    /// <summary>Returns the steps after which all wrong lanes of a value held marks.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="value">The number of the value.</param>
    /// <param name="wrong">The numbers of its wrong lanes.</param>
    public static FoundMarks? FindValue(RegisterMiscompare miscompare, int value, int[] wrong)
    {
        RegisterKind kind = miscompare.Registers;
        int lanes = kind.LaneCount;
        bool isSum = IsSum(miscompare, value);
        ulong[] states = [.. wrong.Select(lane => Lane(miscompare.Actual, value, lane, lanes))];
        var found = new List<(int Step, StressMark Mark)>();

        // The bytes added to a sum follow from its source, which is traced back too.
        ulong[] sources = [.. wrong.Select(lane => Lane(miscompare.Actual, value % RegisterKinds.OpmaskCount, lane, lanes))];
        for (int step = miscompare.StepCount; step >= 0; step--)
        {
            if (StressMark.Find(states) is { } mark)
            {
                found.Add((step, mark));
            }
            else if (found.Count > 0 && !Array.TrueForAll(states, StressMark.MayBecomeMark))
            {
                break;
            }

            for (int i = 0; i < states.Length; i++)
            {
                ulong constant = Lane(miscompare.Constants, 0, wrong[i], lanes);
                if (isSum)
                {
                    sources[i] = RegisterStep.Undo(kind, sources[i], constant);
                    states[i] = RegisterStep.UndoSum(states[i], sources[i], constant, Lane(miscompare.Constants, 1, wrong[i], lanes));
                }
                else
                {
                    states[i] = RegisterStep.Undo(kind, states[i], constant);
                }
            }
        }

        return found.Count == 0 ? null : new FoundMarks(found, [.. Marks.Of(miscompare.CpuBefore, miscompare.CpuAfter)]);
    }

    /// <summary>Returns the mark that, as the constant from a step on, traces the end of a value back to a correct state, or to a mark of the same thread.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="value">The number of a wrong value.</param>
    public static (int Step, StressMark Mark, bool IsAll)? FindConstant(RegisterMiscompare miscompare, int value)
    {
        RegisterKind kind = miscompare.Registers;
        int lanes = kind.LaneCount;
        if (IsSum(miscompare, value))
        {
            return null;
        }

        int lane = Enumerable.Range(0, lanes).First(index => Lane(miscompare.Actual, value, index, lanes) != Lane(miscompare.Expected, value, index, lanes));
        ulong[] right = new ulong[miscompare.StepCount + 1];
        right[0] = Lane(miscompare.Starts, value, lane, lanes);
        for (int step = 0; step < miscompare.StepCount; step++)
        {
            right[step + 1] = RegisterStep.Apply(kind, right[step], Lane(miscompare.Constants, 0, lane, lanes));
        }

        foreach (StressMark mark in Marks.Of(miscompare.CpuBefore, miscompare.CpuAfter))
        {
            ulong state = Lane(miscompare.Actual, value, lane, lanes);
            for (int step = miscompare.StepCount - 1; step >= 0; step--)
            {
                state = RegisterStep.Undo(kind, state, mark.Value);
                bool isAll = StressMark.Parse(state) is { } other && other == mark with { Register = other.Register };
                if (isAll || state == right[step])
                {
                    return (step, mark, isAll);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a value is a sum with an opmask register.</summary>
    public static bool IsSum(RegisterMiscompare miscompare, int value) =>
        miscompare.Registers == RegisterKind.Opmask && value is >= RegisterKinds.OpmaskCount and < RegisterKinds.FirstSpare;

    /// <summary>Returns one lane of eight bytes.</summary>
    public static ulong Lane(byte[] values, int value, int lane, int lanes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(values.AsSpan(((value * lanes) + lane) * sizeof(ulong)));
}
