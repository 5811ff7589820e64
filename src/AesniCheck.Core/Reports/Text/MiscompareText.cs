using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;
using AesniCheck.Units;

namespace AesniCheck.Reports.Text;

/// <summary>The evidence of a miscompare as lines for a terminal.</summary>
internal static class MiscompareText
{
    /// <summary>What was being done, by whom, and what came out.</summary>
    public static IEnumerable<string> Lines(Miscompare evidence) =>
    [
        "  " + What(evidence),
        string.Create(
            CultureInfo.InvariantCulture,
            $"  thread {evidence.ThreadId} (worker {evidence.Worker}), CPU {evidence.CpuBefore} before, CPU {evidence.CpuAfter} after; {Switched(evidence)}"),
        .. Values(evidence).SelectMany(value => Hex(value.Name, value.Bytes)),
    ];

    /// <summary>How often the thread was switched meanwhile.</summary>
    internal static string Switched(Miscompare evidence)
    {
        long involuntary = evidence.SwitchesAfter.Involuntary - evidence.SwitchesBefore.Involuntary;
        long voluntary = evidence.SwitchesAfter.Voluntary - evidence.SwitchesBefore.Voluntary;
        return string.Create(CultureInfo.InvariantCulture, $"{involuntary} involuntary and {voluntary} voluntary switches");
    }

    /// <summary>The bytes in as many lines as they need: two blocks in each.</summary>
    private static IEnumerable<string> Hex(string name, byte[] bytes) =>
        bytes.Chunk(2 * AesCipher.BlockSize).Select((part, index) => $"    {(index == 0 ? name : ""),-9} {Convert.ToHexStringLower(part)}");

    /// <summary>What was being done.</summary>
    internal static string What(Miscompare evidence) => evidence switch
    {
        BlockMiscompare block => string.Create(
            CultureInfo.InvariantCulture,
            $"block {block.BlockIndex} of unit 0x{block.UnitSeed:x16}, AES-{block.KeySizeBits} {(block.Operation == CipherDirection.Encrypt ? "encryption" : "decryption")}, {block.Batch} in flight, {(block.InPlace ? "in place" : "out of place")}, alignment {block.Alignment}"),
        MessageMiscompare message => string.Create(
            CultureInfo.InvariantCulture,
            $"message {message.MessageIndex} of unit 0x{message.UnitSeed:x16}, {(message.InPlace ? "in place" : "out of place")}, alignment {message.Alignment}, {message.AssociatedData.Length} bytes of associated data"),
        GuardMiscompare guard => string.Create(
            CultureInfo.InvariantCulture, $"guard {guard.Guard}, in an idle register while unit 0x{guard.UnitSeed:x16} was worked on"),
        ChainMiscompare chain => string.Create(
            CultureInfo.InvariantCulture,
            $"{(chain.WrongChains.Count == 1 ? "chain" : "chains")} {CpuRanges.Format(chain.WrongChains)} of unit 0x{chain.UnitSeed:x16}, {chain.StepCount:N0} steps of {Steps(chain.Step)}"),
        RegisterMiscompare register => string.Create(
            CultureInfo.InvariantCulture,
            $"{(register.WrongValues.Count == 1 ? "value" : "values")} {CpuRanges.Format(register.WrongValues)} of unit 0x{register.UnitSeed:x16} in {register.Registers.ToString().ToUpperInvariant()} registers, {register.StepCount:N0} steps"),
        ScheduleMiscompare schedule => string.Create(
            CultureInfo.InvariantCulture,
            $"key {schedule.KeyIndex} of unit 0x{schedule.UnitSeed:x16}, round keys of AES-{schedule.KeySizeBits} for {(schedule.Operation == CipherDirection.Encrypt ? "encryption" : "decryption")}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"unit 0x{evidence.UnitSeed:x16}"),
    };

    private static IEnumerable<(string Name, byte[] Bytes)> Values(Miscompare evidence) => evidence switch
    {
        BlockMiscompare block =>
        [
            ("key", block.Key),
            ("input", block.Input),
            ("expected", block.Expected),
            ("actual", block.Actual),
            .. block.Kind == MiscompareKind.Accumulator ? [("compared", block.Accumulator)] : Array.Empty<(string, byte[])>(),
        ],
        ChainMiscompare { WrongChains: [int first, ..] } chain =>
        [
            ("keys", chain.RoundKeys),
            ("start", BlockAt(chain.Starts, first)),
            ("expected", BlockAt(chain.Expected, first)),
            ("actual", BlockAt(chain.Actual, first)),
        ],
        RegisterMiscompare { WrongValues: [int first, ..] } register =>
        [
            ("expected", ValueAt(register.Expected, first, register.Registers.ByteCount)),
            ("actual", ValueAt(register.Actual, first, register.Registers.ByteCount)),
        ],
        ScheduleMiscompare { WrongRounds: [int round, ..] } schedule =>
        [
            ("key", schedule.Key),
            ("expected", BlockAt(schedule.Expected, round)),
            ("actual", BlockAt(schedule.Actual, round)),
        ],
        MessageMiscompare message =>
        [
            ("key", message.Key),
            ("iv", message.Iv),
            .. Part(message),
            .. message.ExpectedTag.Length > 0 ? [("tag", message.ExpectedTag), ("actual", message.ActualTag)] : Array.Empty<(string, byte[])>(),
        ],
        _ => [("expected", evidence.Expected), ("actual", evidence.Actual)],
    };

    /// <summary>The first wrong block of a message, and the next.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Part(MessageMiscompare message)
    {
        int first = message.Fault == MessageFault.Output ? ScalarBytes.FirstDifference(message.Expected, message.Actual) : -1;
        if (first < 0)
        {
            return [];
        }

        int start = first & ~(AesCipher.BlockSize - 1);
        int end = Math.Min(start + (2 * AesCipher.BlockSize), message.Expected.Length);
        return [("expected", message.Expected[start..end]), ("actual", message.Actual[start..end])];
    }

    private static byte[] BlockAt(byte[] blocks, int index) => ValueAt(blocks, index, AesCipher.BlockSize);

    private static byte[] ValueAt(byte[] values, int index, int length) => values[(length * index)..(length * (index + 1))];

    private static string Steps(ChainStep step) => step switch
    {
        ChainStep.Encrypt => "AESENC, AESENC",
        ChainStep.Decrypt => "AESDEC, AESDEC",
        ChainStep.LastRounds => "AESENCLAST, AESDECLAST",
        _ => "AESENC, AESIMC",
    };
}
