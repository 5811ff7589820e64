using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;
using AesniCheck.Units;

namespace AesniCheck.Reports.Html;

/// <summary>What had to come out, and what did. A record may have been read from a file, so nothing is presumed of the lengths.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Expected">What had to come out.</param>
/// <param name="Actual">What did.</param>
/// <param name="IsState">Whether it is 16 bytes that AES works on, column by column.</param>
internal sealed record Difference(string Name, byte[] Expected, byte[] Actual, bool IsState)
{
    private const int ShownParts = 3;

    /// <summary>The length of the longer of both, in bytes.</summary>
    public int Length => Math.Max(Expected.Length, Actual.Length);

    /// <summary>Whether a byte is there in both, and differs; or is there in one alone.</summary>
    public bool DiffersAt(int index) => (index < Expected.Length) != (index < Actual.Length) || (index < Expected.Length && Expected[index] != Actual[index]);

    /// <summary>A byte of the difference; null where one of both has none.</summary>
    public byte? XorAt(int index) => index < Expected.Length && index < Actual.Length ? (byte)(Expected[index] ^ Actual[index]) : null;

    /// <summary>The differences that evidence shows, the first of them; and how many there are beyond.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="more">How many there are beyond.</param>
    public static IReadOnlyList<Difference> Of(Miscompare evidence, out int more)
    {
        IReadOnlyList<Difference> all = All(evidence);
        more = Math.Max(0, all.Count - ShownParts);
        return [.. all.Take(ShownParts)];
    }

    private static IReadOnlyList<Difference> All(Miscompare evidence) => evidence switch
    {
        ChainMiscompare chain => [.. chain.WrongChains.Select(index => Part("chain", index, chain, AesCipher.BlockSize, isState: true))],
        ScheduleMiscompare schedule => [.. schedule.WrongRounds.Select(round => Part("round key", round, schedule, AesCipher.BlockSize, isState: true))],
        RegisterMiscompare register => [.. register.WrongValues.Select(value => Part("value", value, register, register.Registers.ByteCount, isState: false))],
        MessageMiscompare message =>
        [
            new Difference("output", message.Expected, message.Actual, IsState: false),
            .. message.ExpectedTag.Length + message.ActualTag.Length > 0 ? [new Difference("tag", message.ExpectedTag, message.ActualTag, IsState: false)] : Array.Empty<Difference>(),
        ],
        BlockMiscompare block => [new Difference(string.Create(CultureInfo.InvariantCulture, $"block {block.BlockIndex}"), block.Expected, block.Actual, IsState: true)],
        GuardMiscompare guard => [new Difference(string.Create(CultureInfo.InvariantCulture, $"guard {guard.Guard}"), guard.Expected, guard.Actual, IsState: false)],
        _ => [new Difference("bytes", evidence.Expected, evidence.Actual, IsState: false)],
    };

    private static Difference Part(string name, int index, Miscompare evidence, int length, bool isState) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name} {index}"), Slice(evidence.Expected, index, length), Slice(evidence.Actual, index, length), isState);

    private static byte[] Slice(byte[] values, int index, int length) =>
        index >= 0 && index < values.Length / length ? values[(index * length)..((index + 1) * length)] : [];
}
