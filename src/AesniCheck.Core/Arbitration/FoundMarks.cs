using System.Globalization;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// The steps after which a value was a mark. A sum with an opmask register may stay a mark for another step, or become another thread's mark: a step adds
/// only to the bytes that its mask selects, which may be none, or the lowest ones. The evidence does not show which of the marks came in, unless only
/// one of them belongs to a nearby thread.
/// </summary>
/// <param name="Found">The steps and marks, the last step first; at least one.</param>
/// <param name="Near">The marks of the threads whose registers are nearest.</param>
internal sealed record FoundMarks(IReadOnlyList<(int Step, StressMark Mark)> Found, IReadOnlyList<StressMark> Near)
{
    /// <summary>Describes when the value was which mark, and whose mark it is.</summary>
    /// <param name="stepCount">The number of steps of a pass.</param>
    public string Describe(int stepCount)
    {
        (int Step, StressMark Mark)[] near = [.. Found.Where(entry => Near.Contains(entry.Mark))];
        (int Step, StressMark Mark)[] likely = near.Length > 0 ? near : [.. Found];
        StressMark[] marks = [.. likely.Select(entry => entry.Mark).Distinct()];
        int first = likely.Min(entry => entry.Step);
        int last = likely.Max(entry => entry.Step);
        string steps = first == last
            ? string.Create(CultureInfo.InvariantCulture, $"after step {first:N0} of {stepCount:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"after step {first:N0} of {stepCount:N0}, or one up to {last:N0}");
        return marks.Length == 1
            ? $"{steps}. {Phrases.Describe(marks[0])}"
            : $"{steps}. {Phrases.Describe(marks[^1])} Or: {string.Join(" Or: ", marks.Reverse().Skip(1).Select(Phrases.Describe))} Steps that leave the upper bytes unchanged turn one into the other.";
    }
}
