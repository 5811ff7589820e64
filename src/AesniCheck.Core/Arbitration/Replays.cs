using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>
/// The results of repeating the same work at once, on the same thread, and whether any of them is wrong <em>in the same way</em>. A CPU that computes
/// wrong results gives the same result for the same input, or is wrong in the same place; a register is lost or changed at another moment each
/// time. Not thread-safe.
/// </summary>
internal sealed class Replays
{
    // Different faults in the same place: two coincide by accident about once in two hundred times, three hardly ever.
    private const int ConvincingPlaces = 3;

    private readonly List<Class> _wrong = [];

    /// <param name="first">The wrong result of the miscompare; null if the miscompare is not a wrong result.</param>
    /// <param name="isSpecific">Whether the result holds more information than that it is wrong.</param>
    public Replays(byte[]? first, bool isSpecific = true)
    {
        HasFirst = first is not null;
        if (first is not null)
        {
            _wrong.Add(new Class(first, isSpecific) { Count = 1 });
        }
    }

    /// <summary>The number of repetitions.</summary>
    public int Tries { get; private set; }

    /// <summary>The number of wrong repetitions.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether all repetitions were wrong.</summary>
    public bool IsAlwaysWrong => Tries > 0 && Wrong == Tries;

    /// <summary>Whether most of the wrong results, including the first, occurred more than once.</summary>
    public bool IsRepeated => 2 * Repeated > WrongInAll;

    /// <summary>The number of wrong results, including the first.</summary>
    public int WrongInAll => Wrong + (HasFirst ? 1 : 0);

    /// <summary>The number of wrong results that equal another. Equal refusals or lost registers may differ in cause: they count only if most repetitions are wrong.</summary>
    public int Repeated => _wrong.Where(entry => entry.Count > 1 && (entry.IsSpecific || 2 * Wrong > Tries)).Sum(entry => entry.Count);

    private bool HasFirst { get; }

    private int SameWrong => HasFirst ? _wrong[0].Count - 1 : 0;

    /// <summary>Adds a result.</summary>
    /// <param name="actual">The actual result.</param>
    /// <param name="expected">The expected result, of the same length.</param>
    /// <param name="isSpecific">Whether a wrong result holds more information than that it is wrong; null if each does.</param>
    public void Add(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected, Func<byte[], bool>? isSpecific = null)
    {
        if (ScalarBytes.AreEqual(actual, expected))
        {
            AddRight();
        }
        else
        {
            AddWrong(actual, isSpecific?.Invoke(ScalarBytes.Copy(actual)) ?? true);
        }
    }

    /// <summary>Adds a correct result.</summary>
    public void AddRight() => Tries++;

    /// <summary>Adds a wrong result.</summary>
    /// <param name="result">The actual result.</param>
    /// <param name="isSpecific">Whether it holds more information than that it is wrong.</param>
    public void AddWrong(ReadOnlySpan<byte> result, bool isSpecific = true)
    {
        Tries++;
        Wrong++;
        foreach (Class entry in _wrong)
        {
            if (entry.Result.Length == result.Length && ScalarBytes.AreEqual(entry.Result, result))
            {
                entry.Count++;
                return;
            }
        }

        _wrong.Add(new Class(ScalarBytes.Copy(result), isSpecific) { Count = 1 });
    }

    /// <summary>Returns the number of repetitions with a wrong result that satisfies a condition.</summary>
    public int CountAgain(Func<byte[], bool> fits) => _wrong.Select((entry, index) => (entry.Result, Count: entry.Count - (HasFirst && index == 0 ? 1 : 0)))
        .Where(entry => entry.Count > 0 && fits(entry.Result)).Sum(entry => entry.Count);

    /// <summary>Whether most of the wrong results, at least three, are wrong in the same place.</summary>
    /// <param name="placeOf">Returns the place where a result went wrong, as text; null if unknown.</param>
    public bool IsInOnePlace(Func<byte[], string?> placeOf)
    {
        int most = _wrong.GroupBy(entry => placeOf(entry.Result), entry => entry.Count)
            .Where(group => group.Key is not null).Select(group => group.Sum()).DefaultIfEmpty().Max();
        return Wrong > 1 && most >= ConvincingPlaces && 2 * most > WrongInAll;
    }

    /// <summary>Returns the counts for the record.</summary>
    public Replay ToReplay() => new(Tries, Wrong, SameWrong);

    /// <summary>Describes how often the work was wrong again, and how often in the same way.</summary>
    public string Describe()
    {
        int others = _wrong.Where((entry, index) => entry.Count > 1 && !(HasFirst && index == 0)).Sum(entry => entry.Count);
        return ToReplay().Description + (others > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {others} in other ways that occurred more than once") : "");
    }

    private sealed class Class(byte[] result, bool isSpecific)
    {
        public byte[] Result => result;

        public bool IsSpecific => isSpecific;

        public int Count { get; set; }
    }
}
