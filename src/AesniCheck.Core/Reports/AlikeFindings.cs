using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Findings of a record that differ in numbers only: the same probe and verdict, and the same words say what broke. A broken CPU gives thousands.</summary>
/// <param name="Numbers">Their numbers in the record, from 0, in order of arrival; at least one.</param>
internal sealed record AlikeFindings(IReadOnlyList<int> Numbers)
{
    /// <summary>The number of the first, which is shown in full.</summary>
    public int First => Numbers[0];

    /// <summary>Returns all findings of a record, grouped, in the order of the first of each group.</summary>
    public static IReadOnlyList<AlikeFindings> Of(RunRecord record) =>
    [
        .. from finding in record.Findings.Index()
           group finding.Index by (finding.Item.Probe, finding.Item.Verdict, Words(finding.Item)) into alike
           select new AlikeFindings([.. alike]),
    ];

    /// <summary>Returns the words of the first sentence, each once and without plurals: lists of bits and bytes differ in their lengths too.</summary>
    private static string Words(Finding finding)
    {
        string sentence = finding.Explanation is [string first, ..] ? first : "";
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Range range in sentence.AsSpan().SplitAny(" .,:;()"))
        {
            ReadOnlySpan<char> word = sentence.AsSpan(range).TrimEnd('s');
            if (!word.ContainsAnyInRange('0', '9') && word is not "and")
            {
                words.Add(word.ToString());
            }
        }

        return string.Join(' ', words);
    }
}
