using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Computes the states of a chain after each round: forward from a start, or backward from an end. State 0 is the start;
/// a step has two rounds. Uses general-purpose registers only.
/// </summary>
/// <param name="Step">The instructions of each step.</param>
/// <param name="Key0">The key of the first round of each step.</param>
/// <param name="Key1">The key of the second round.</param>
/// <param name="StepCount">The number of steps.</param>
internal readonly record struct ChainTrace(ChainStep Step, AesState Key0, AesState Key1, int StepCount)
{
    /// <summary>Returns the states that follow from a start.</summary>
    public AesState[] Forward(AesState start)
    {
        var states = new AesState[(2 * StepCount) + 1];
        states[0] = start;
        for (int i = 0; i < states.Length - 1; i += 2)
        {
            states[i + 1] = Step.First(states[i], Key0);
            states[i + 2] = Step.Second(states[i + 1], Key1);
        }

        return states;
    }

    /// <summary>Returns the states that lead to an end.</summary>
    public AesState[] Backward(AesState end)
    {
        var states = new AesState[(2 * StepCount) + 1];
        states[^1] = end;
        for (int i = states.Length - 1; i > 0; i -= 2)
        {
            states[i - 1] = Step.UndoSecond(states[i], Key1);
            states[i - 2] = Step.UndoFirst(states[i - 1], Key0);
        }

        return states;
    }

    /// <summary>Returns the last round after which the state, traced back from <paramref name="end"/>, is a stressor's mark; null if none is.</summary>
    /// <param name="end">The actual end.</param>
    public (int Round, StressMark Mark)? FindMark(AesState end)
    {
        AesState state = end;
        for (int round = 2 * StepCount; ; round--)
        {
            if (Marks.Find(state) is { } mark)
            {
                return (round, mark);
            }

            if (round == 0)
            {
                return null;
            }

            state = round % 2 == 0 ? Step.UndoSecond(state, Key1) : Step.UndoFirst(state, Key0);
        }
    }

    /// <summary>
    /// Returns the rounds after which a key may have become this trace's key, for all chains at once. The chains run one after the other, so those whose
    /// turn in the step was over when the key changed used the changed key a step later.
    /// </summary>
    /// <param name="right">The correct states of each chain, computed with the correct keys.</param>
    /// <param name="end">Returns the actual end of a chain.</param>
    public IReadOnlyList<int> Changes(AesState[][] right, Func<int, AesState> end)
    {
        IReadOnlyList<int> rounds = RoundsInAgreement(right[^1], end(right.Length - 1));
        var late = new HashSet<int>();
        for (int chain = right.Length - 2; chain >= 0 && rounds.Count > 0; chain--)
        {
            IReadOnlyList<int> meetings = RoundsInAgreement(right[chain], end(chain));
            late.UnionWith(rounds.Except(meetings));
            rounds = [.. rounds.Where(round => meetings.Contains(late.Contains(round) ? round + ChainStep.RoundsPerStep : round))];
        }

        return rounds;
    }

    /// <summary>
    /// Returns the rounds after which the states traced back from <paramref name="end"/> meet the correct ones: a key may have become this
    /// trace's key there. At most one in steps that mix columns; by chance several in others, in which a wrong byte stays
    /// one byte.
    /// </summary>
    /// <param name="right">The correct states, computed with the correct keys.</param>
    /// <param name="end">The actual end.</param>
    public IReadOnlyList<int> RoundsInAgreement(AesState[] right, AesState end)
    {
        var rounds = new List<int>();
        AesState state = end;
        if (state == right[^1])
        {
            rounds.Add(right.Length - 1);
        }

        for (int i = right.Length - 1; i > 0; i -= 2)
        {
            state = Step.UndoSecond(state, Key1);
            if (state == right[i - 1])
            {
                rounds.Add(i - 1);
            }

            state = Step.UndoFirst(state, Key0);
            if (state == right[i - 2])
            {
                rounds.Add(i - 2);
            }
        }

        return rounds;
    }
}
