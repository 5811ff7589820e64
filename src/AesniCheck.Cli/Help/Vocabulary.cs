using AesniCheck.Basics;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Help;

/// <summary>A word of reports and summaries.</summary>
/// <param name="Word">The word.</param>
/// <param name="Kind">What kind of word it is: <c>verdict</c>.</param>
/// <param name="Meaning">Its meaning, in half a sentence.</param>
/// <param name="NextStep">What to do about it, in half a sentence; null if there is nothing to do.</param>
internal sealed record VocabularyEntry(string Word, string Kind, string Meaning, string? NextStep = null);

/// <summary>The words of reports and summaries: verdicts, outcomes, probes, stressors, and terms.</summary>
internal static class Vocabulary
{
    private static readonly VocabularyEntry[] Terms =
    [
        new("arbitration", "term", "finding out what broke after a miscompare, by repeating the work in several ways on the same CPU"),
        new("block", "term", "16 bytes, the unit of AES; also the probe that encrypts and decrypts many of them"),
        new("claim", "term", "the share of injected faults that the self-test should see, of one kind, in one area of registers, under one probe"),
        new("engine", "term", "one implementation of AES or of a mode, such as aesni, platform, or kernel:cbc-aes-aesni; for the probe register, a kind of registers"),
        new("exposure", "term", "how much was tried: blocks, rounds, context switches, signals, page faults, interrupts"),
        new("fault-rate", "term", "the highest rate of random faults that is compatible with having seen none, at 95 % confidence: 3 divided by the number of blocks"),
        new("finding", "term", "a miscompare, or the crash or hang of a worker process, after arbitration"),
        new("garbage-collection-pause", "term", "a stop of all threads by the .NET runtime, to collect garbage: their registers are saved and restored"),
        new("guards", "term", "fixed values in vector registers that the probe block does not need otherwise; they must not change"),
        new("known-answer", "term", "a published test vector; all engines compute them at the start of a run, before the probes"),
        new("live", "term", "the share of a CPU's time in which vector registers held test data: a register that is lost then is noticed"),
        new("miscompare", "term", "a result that differs from the expected one, before arbitration"),
        new("opmask", "term", "the mask registers K0 to K7 of AVX-512"),
        new("placement", "term", "whether workers are pinned to CPUs, hop between them, or float"),
        new("record", "term", "everything known about a run, as JSON; all reports are made from it"),
        new("reference", "term", "the software implementation that computes the expected results without vector registers; also a verdict"),
        new("seed", "term", "the number from which all random choices follow; the same seed makes the same data"),
        new("stolen", "term", "time in which the hypervisor let others use this CPU"),
        new("stressor", "term", "load that makes the machine busy: it causes interrupts, signals, context switches or page faults, and checks nothing"),
        new("syndrome", "term", "the shape of a wrong result: which bits differ, and the round after which the fewest do"),
        new("unit", "term", "a batch of random work with its expected result, shared by all workers"),
        new("worker", "term", "a thread that runs the probes in turn"),
        new("xmm", "term", "the vector registers of 128 bits, in which AES instructions work"),
        new("ymm", "term", "the vector registers of 256 bits; their lower halves are the XMM registers"),
        new("zmm", "term", "the vector registers of 512 bits; their lower halves are the YMM registers, and ZMM16 to ZMM31 are further ones"),
    ];

    /// <summary>Returns all words, verdicts first. A word may have two meanings.</summary>
    /// <param name="stressors">All stressors.</param>
    public static IReadOnlyList<VocabularyEntry> All(IReadOnlyList<StressorEntry> stressors) =>
    [
        .. Enum.GetValues<Verdict>().Select(verdict => new VocabularyEntry(EnumWord.Of(verdict), "verdict", VerdictMeaning.Of(verdict), VerdictMeaning.PlainNextStep(verdict))),
        .. Enum.GetValues<Outcome>().Select(outcome => new VocabularyEntry(EnumWord.Of(outcome), "outcome", OutcomeMeaning.Of(outcome), OutcomeMeaning.NextStep(outcome))),
        .. ProbeList.All.Select(probe => new VocabularyEntry(probe.Name, "probe", probe.Purpose)),
        .. stressors.Select(stressor => new VocabularyEntry(stressor.Name, "stressor", $"{stressor.Purpose}; imitates {stressor.Imitates}")),
        .. Terms,
    ];
}
