using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Schedule;

/// <summary>A wrong key schedule: all round keys of one direction, expected and actual, 16 bytes each.</summary>
public sealed record ScheduleMiscompare : Miscompare
{
    /// <summary>Encryption or decryption; AESIMC computes the round keys of decryption from those of encryption.</summary>
    public required CipherDirection Operation { get; init; }

    /// <summary>The key size: 128, 192 or 256.</summary>
    public required int KeySizeBits { get; init; }

    /// <summary>The number of the key in the unit, 0 to 63.</summary>
    public required int KeyIndex { get; init; }

    /// <summary>The unit's key, 16, 24 or 32 bytes.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The numbers of the wrong round keys, from 0, in the order of the direction.</summary>
    public required IReadOnlyList<int> WrongRounds { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"key {KeyIndex} of unit 0x{UnitSeed:x16}, round keys of AES-{KeySizeBits} for {(Operation == CipherDirection.Encrypt ? "encryption" : "decryption")}"),
        [new NamedBytes("key", Key)],
        [.. WrongRounds.Select(round => Difference.At("round key", round, this, AesCipher.BlockSize, isState: true))])
    {
        Problem = Missing("round key", WrongRounds, AesCipher.BlockSize),
    };
}
