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
    private static readonly VocabularyEntry[] Outcomes =
    [
        new("pass", "outcome", "every requested probe ran on every CPU, under load, and no result was wrong", "nothing; a pass rules out faults that strike more often than the fault rate in the summary"),
        new("fault", "outcome", "at least one finding", "keep the record, take the machine out of service, and follow the next steps of the verdict"),
        new("inconclusive", "outcome", "nothing wrong was found, but the run did not do all that it should", "remove the reason that the summary gives, and run it again"),
        new("unsupported", "outcome", "this CPU or system cannot run what was requested", "see the reason; 'aesnicheck info' shows what the CPU has"),
    ];

    private static readonly VocabularyEntry[] Terms =
    [
        new("arbitration", "term", "finding out what broke after a miscompare, by repeating the work in several ways on the same CPU"),
        new("block", "term", "16 bytes, the unit of AES; also the probe that encrypts and decrypts many of them"),
        new("engine", "term", "one implementation of AES or of a mode, such as aesni, platform, or kernel:cbc-aes-aesni; for the probe register, a kind of registers"),
        new("exposure", "term", "how much was tried: blocks, rounds, context switches, signals, page faults, interrupts"),
        new("fault-rate", "term", "the highest rate of random faults that is compatible with having seen none, at 95 % confidence: 3 divided by the number of blocks"),
        new("finding", "term", "a miscompare, or the crash or hang of a worker process, after arbitration"),
        new("live", "term", "the share of a CPU's time in which vector registers held test data: a register that is lost then is noticed"),
        new("miscompare", "term", "a result that differs from the expected one, before arbitration"),
        new("record", "term", "everything known about a run, as JSON; all reports are made from it"),
        new("reference", "term", "the software implementation that computes the expected results without vector registers; also a verdict"),
        new("seed", "term", "the number from which all random choices follow; the same seed makes the same data"),
        new("stolen", "term", "time in which the hypervisor let others use this CPU"),
        new("stressor", "term", "load that makes the machine busy: it causes interrupts, signals, context switches or page faults, and checks nothing"),
        new("suspension", "term", "a stop of all threads by the .NET runtime, to collect garbage: their registers are saved and restored"),
        new("syndrome", "term", "the shape of a wrong result: which bits differ, and the round after which the fewest do"),
        new("unit", "term", "a batch of random work with its expected result, shared by all workers"),
        new("worker", "term", "a thread that runs the probes in turn"),
    ];

    /// <summary>Returns all words, verdicts first. A word may have two meanings.</summary>
    /// <param name="stressors">All stressors.</param>
    public static IReadOnlyList<VocabularyEntry> All(IReadOnlyList<StressorEntry> stressors) =>
    [
        .. Enum.GetValues<Verdict>().Select(verdict => new VocabularyEntry(EnumWord.Of(verdict), "verdict", VerdictMeaning.Of(verdict), VerdictMeaning.PlainNextStep(verdict))),
        .. Outcomes,
        .. ProbeList.All.Select(probe => new VocabularyEntry(probe.Name, "probe", probe.Purpose)),
        .. stressors.Select(stressor => new VocabularyEntry(stressor.Name, "stressor", $"{stressor.Purpose}; imitates {stressor.Imitates}")),
        .. Terms,
    ];
}
