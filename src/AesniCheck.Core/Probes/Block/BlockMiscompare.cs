using System.Globalization;
using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <summary>What about a comparison was wrong.</summary>
[JsonConverter(typeof(KebabCaseConverter<MiscompareKind>))]
public enum MiscompareKind
{
    /// <summary>A block is not what it must be.</summary>
    Block,

    /// <summary>
    /// The accumulator of a group was not zero, but each of its blocks, looked at again, is right: what went wrong is the
    /// comparison, or a register that took part in it.
    /// </summary>
    Accumulator,

    /// <summary>The block was right in its register when it was compared, and what was stored of it is not.</summary>
    Store,
}

/// <summary>A block that the block probe saw: 16 bytes expected, 16 bytes actual.</summary>
public sealed record BlockMiscompare : Miscompare
{
    /// <summary>What was wrong.</summary>
    public required MiscompareKind Kind { get; init; }

    /// <summary>The engine under test.</summary>
    public required string Engine { get; init; }

    /// <summary>Encryption or decryption.</summary>
    public required CipherDirection Operation { get; init; }

    /// <summary>The blocks in flight: 14, 8 or 1; 1 at the end of a unit.</summary>
    public required int Batch { get; init; }

    /// <summary>Whether the output went where the input came from.</summary>
    public required bool InPlace { get; init; }

    /// <summary>The address of the output modulo 16.</summary>
    [JsonPropertyName("alignmentBytes")]
    public required int Alignment { get; init; }

    /// <summary>The key size: 128, 192 or 256.</summary>
    public required int KeySizeBits { get; init; }

    /// <summary>The number of the block in the unit, 0 to 1,023; the first of its group where the kind is <see cref="MiscompareKind.Accumulator"/>.</summary>
    public required int BlockIndex { get; init; }

    /// <summary>The key, 16, 24 or 32 bytes, as it stood in the unit.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The input, 16 bytes: as it was read, or where the output has overwritten it, as it stood in the unit.</summary>
    public required byte[] Input { get; init; }

    /// <summary>The OR of all differences in the group, 16 bytes, as the vector comparison saw it.</summary>
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
