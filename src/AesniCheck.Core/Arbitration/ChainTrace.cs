using AesniCheck.Ciphers;
using AesniCheck.Planning;

namespace AesniCheck.Arbitration;

/// <summary>
/// The states that a chain goes through, behind each round: forward from a start, or backward from an end. State 0 is the start;
/// a step has two rounds. In general-purpose registers.
/// </summary>
/// <param name="Step">What each step does.</param>
/// <param name="Key0">The key of the first round of each step.</param>
/// <param name="Key1">The key of the second.</param>
/// <param name="StepCount">The steps.</param>
internal readonly record struct ChainTrace(ChainStep Step, AesState Key0, AesState Key1, int StepCount)
{
    /// <summary>The states that follow from a start.</summary>
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

    /// <summary>The states that lead to an end.</summary>
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

    /// <summary>
    /// Finds the first round behind which the way back from <paramref name="end"/> meets the states of the right computation:
    /// with a key that was wrong from there on, and is the one here.
    /// </summary>
    /// <param name="right">The right states, made with the right keys.</param>
    /// <param name="end">What came out.</param>
    /// <returns>The round, or -1.</returns>
    public int Meets(AesState[] right, AesState end)
    {
        AesState state = end;
        for (int i = right.Length - 1; i > 0; i -= 2)
        {
            state = Step.UndoSecond(state, Key1);
            if (state == right[i - 1])
            {
                return i - 1;
            }

            state = Step.UndoFirst(state, Key0);
            if (state == right[i - 2])
            {
                return i - 2;
            }
        }

        return -1;
    }

    /// <summary>
    /// Looks for ends on the way of another chain, or of the same one at another time: as far as twice its length, since a state
    /// that came in early has all the steps before it.
    /// </summary>
    /// <param name="start">Where that chain starts.</param>
    /// <param name="ends">What to look for.</param>
    /// <returns>For each that was found, its place in <paramref name="ends"/> and by how many steps it is ahead of its time.</returns>
    public IEnumerable<(int End, int StepsAhead)> Owns(AesState start, IReadOnlyList<AesState> ends)
    {
        AesState state = start;
        for (int step = 0; step <= 2 * StepCount; step++)
        {
            for (int i = 0; i < ends.Count; i++)
            {
                if (ends[i] == state)
                {
                    yield return (i, step - StepCount);
                }
            }

            state = Step.Apply(state, Key0, Key1);
        }
    }
}
