using System.Globalization;
using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <summary>The part of a comparison that was wrong.</summary>
[JsonConverter(typeof(KebabCaseConverter<MiscompareKind>))]
public enum MiscompareKind
{
    /// <summary>A block differs from the expected block.</summary>
    Block,

    /// <summary>
    /// The accumulator of a group was not zero, but each of its blocks is correct when compared again: the comparison failed,
    /// or a register that it used changed.
    /// </summary>
    Accumulator,

    /// <summary>The block was correct in its register when it was compared, but the stored block is wrong.</summary>
    Store,
}

/// <summary>A wrong block found by the block probe: 16 bytes expected, 16 bytes actual.</summary>
public sealed record BlockMiscompare : Miscompare
{
    /// <summary>The part that was wrong.</summary>
    public required MiscompareKind Kind { get; init; }

    /// <summary>The engine under test.</summary>
    public required string Engine { get; init; }

    /// <summary>Encryption or decryption.</summary>
    public required CipherDirection Operation { get; init; }

    /// <summary>The number of blocks in flight: 14, 8 or 1; 1 at the end of a unit.</summary>
    public required int Batch { get; init; }

    /// <summary>Whether the output overwrote the input.</summary>
    public required bool InPlace { get; init; }

    /// <summary>The address of the output modulo 16.</summary>
    [JsonPropertyName("alignmentBytes")]
    public required int Alignment { get; init; }

    /// <summary>The key size: 128, 192 or 256.</summary>
    public required int KeySizeBits { get; init; }

    /// <summary>The number of the block in the unit, 0 to 1,023; for <see cref="MiscompareKind.Accumulator"/> the first block of its group.</summary>
    public required int BlockIndex { get; init; }

    /// <summary>The unit's key, 16, 24 or 32 bytes.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The input, 16 bytes, as the engine read it; if the output has overwritten it, the unit's copy.</summary>
    public required byte[] Input { get; init; }

    /// <summary>The OR of all differences in the group, 16 bytes, as computed by the vector comparison.</summary>
    public required byte[] Accumulator { get; init; }

    /// <summary>The Nr + 1 round keys of 16 bytes that the engine used.</summary>
    public required byte[] RoundKeys { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"block {BlockIndex} of unit 0x{UnitSeed:x16}, AES-{KeySizeBits} {(Operation == CipherDirection.Encrypt ? "encryption" : "decryption")}, {Batch} in flight, {(InPlace ? "in place" : "out of place")}, alignment {Alignment}"),
        [
            new NamedBytes("key", Key),
            new NamedBytes("input", Input),
            .. Kind == MiscompareKind.Accumulator ? [new NamedBytes("compared", Accumulator)] : Array.Empty<NamedBytes>(),
        ],
        [new Difference(string.Create(CultureInfo.InvariantCulture, $"block {BlockIndex}"), Expected, Actual, IsState: true)]);
}
