using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>
/// What came out when the same work was done again at once, on the same thread, and whether any of it is wrong <em>in the same way</em>. A CPU that
/// computes wrongly makes the same of the same input, or is wrong in the same place; a register that is lost or changed is hit at another moment each
/// time. For one thread at a time.
/// </summary>
internal sealed class Replays
{
    // Faults in the same place, but not alike: two meet there by accident once in about two hundred times, three hardly ever.
    private const int ConvincingPlaces = 3;

    private readonly List<Class> _wrong = [];

    /// <param name="first">The wrong result that was seen; null where what was seen is no wrong result.</param>
    /// <param name="isTelling">Whether that result says more than that it is wrong.</param>
    public Replays(byte[]? first, bool isTelling = true)
    {
        HasFirst = first is not null;
        if (first is not null)
        {
            _wrong.Add(new Class(first, isTelling) { Count = 1 });
        }
    }

    /// <summary>How often the work was done again.</summary>
    public int Tries { get; private set; }

    /// <summary>How often it came out wrong.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether it was wrong each time.</summary>
    public bool IsAlwaysWrong => Tries > 0 && Wrong == Tries;

    /// <summary>Whether most of the wrong results, the one that was seen included, came out more than once.</summary>
    public bool IsRepeated => 2 * Repeated > WrongInAll;

    /// <summary>The wrong results, the one that was seen included.</summary>
    public int WrongInAll => Wrong + (HasFirst ? 1 : 0);

    /// <summary>Those of them that came out in the same way as another. Of two refusals, or two lost registers, that can't be told: they count where there are so many that no register was lost each time.</summary>
    public int Repeated => _wrong.Where(entry => entry.Count > 1 && (entry.IsTelling || 2 * Wrong > Tries)).Sum(entry => entry.Count);

    private bool HasFirst { get; }

    private int SameWrong => HasFirst ? _wrong[0].Count - 1 : 0;

    /// <summary>Takes a result.</summary>
    /// <param name="actual">What came out.</param>
    /// <param name="expected">What had to, as long.</param>
    /// <param name="isTelling">Whether a wrong result says more than that it is wrong; null where each does.</param>
    public void Add(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected, Func<byte[], bool>? isTelling = null)
    {
        if (ScalarBytes.AreEqual(actual, expected))
        {
            AddRight();
        }
        else
        {
            AddWrong(actual, isTelling?.Invoke(ScalarBytes.Copy(actual)) ?? true);
        }
    }

    /// <summary>It came out right.</summary>
    public void AddRight() => Tries++;

    /// <summary>It came out wrong.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="isTelling">Whether it says more than that it is wrong.</param>
    public void AddWrong(ReadOnlySpan<byte> result, bool isTelling = true)
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

        _wrong.Add(new Class(ScalarBytes.Copy(result), isTelling) { Count = 1 });
    }

    /// <summary>How often a repetition was wrong in a way that fits.</summary>
    public int CountAgain(Func<byte[], bool> fits) => _wrong.Select((entry, index) => (entry.Result, Count: entry.Count - (HasFirst && index == 0 ? 1 : 0)))
        .Where(entry => entry.Count > 0 && fits(entry.Result)).Sum(entry => entry.Count);

    /// <summary>Whether most of the wrong results, three or more, are wrong in one place.</summary>
    /// <param name="placeOf">The place where a result went wrong, as text; null where it can't be told.</param>
    public bool IsInOnePlace(Func<byte[], string?> placeOf)
    {
        int most = _wrong.GroupBy(entry => placeOf(entry.Result), entry => entry.Count)
            .Where(group => group.Key is not null).Select(group => group.Sum()).DefaultIfEmpty().Max();
        return Wrong > 1 && most >= ConvincingPlaces && 2 * most > WrongInAll;
    }

    /// <summary>For the record.</summary>
    public Replay ToReplay() => new(Tries, Wrong, SameWrong);

    /// <summary>How often it was wrong again, and how often in the same way.</summary>
    public string Describe()
    {
        int others = _wrong.Where((entry, index) => entry.Count > 1 && !(HasFirst && index == 0)).Sum(entry => entry.Count);
        return ToReplay().Description + (others > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {others} in other ways that came more than once") : "");
    }

    private sealed class Class(byte[] result, bool isTelling)
    {
        public byte[] Result => result;

        public bool IsTelling => isTelling;

        public int Count { get; set; }
    }
}
