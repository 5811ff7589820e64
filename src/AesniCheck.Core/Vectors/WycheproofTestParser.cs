using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The lengths that a group of tests states for all of its tests, in bits.</summary>
/// <param name="Key">The length of the key; of both keys together for XTS.</param>
/// <param name="Iv">The length of the IV or tweak.</param>
/// <param name="Tag">The length of the tag; 0 for modes without a tag.</param>
internal readonly record struct WycheproofSizes(int Key, int Iv, int Tag);

/// <summary>A Wycheproof algorithm, in terms of the engines.</summary>
/// <param name="Mode">The mode.</param>
internal sealed record WycheproofAlgorithm(CipherMode Mode)
{
    /// <summary>Whether messages are padded to whole blocks.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Whether the message is only authenticated: there is no ciphertext.</summary>
    public bool IsMac { get; init; }
}

/// <summary>
/// Reads the tests of one group: <c>tcId</c>, <c>key</c>, <c>iv</c>, <c>msg</c>, <c>ct</c>, <c>result</c>, and for GCM and CCM <c>aad</c> and <c>tag</c>;
/// GMAC has <c>tag</c>, but neither <c>aad</c> nor <c>ct</c>.
/// </summary>
internal sealed class WycheproofTestParser(WycheproofAlgorithm algorithm, WycheproofSizes sizes, string fileName)
{
    private const int BlockSize = AesCipher.BlockSize;

    private readonly CipherMode _mode = algorithm.Mode;

    /// <summary>Reads one test, and adds its vectors.</summary>
    /// <param name="test">The test.</param>
    /// <param name="position">The position of the test, for messages until its tcId is known.</param>
    /// <param name="vectors">Receives the vectors.</param>
    /// <exception cref="VectorFileException">The test is malformed.</exception>
    public void Read(JsonElement test, string position, ImmutableArray<CipherVector>.Builder vectors)
    {
        int id = WycheproofReader.ReadInteger(test, "tcId", $"{position}: ", fileName);
        string place = string.Create(CultureInfo.InvariantCulture, $"tcId {id}: ");
        var vector = new CipherVector
        {
            Mode = _mode,
            Direction = CipherDirection.Decrypt,
            Number = id,
            Key = ReadHex(test, "key", place),
            Iv = ReadHex(test, "iv", place),
            AssociatedData = algorithm.IsMac ? ReadHex(test, "msg", place) : _mode.IsAuthenticated ? ReadHex(test, "aad", place) : default,
            Plaintext = algorithm.IsMac ? default : ReadHex(test, "msg", place),
            Ciphertext = algorithm.IsMac ? default : ReadHex(test, "ct", place),
            Tag = _mode.IsAuthenticated ? ReadHex(test, "tag", place) : default,
            Result = ReadResult(test, place),
            IsPadded = algorithm.IsPadded,
        };

        // The lengths may be the reason why a vector is invalid.
        if (vector.Result != ExpectedResult.Invalid)
        {
            RequireLengths(vector, place);
        }

        vector = _mode == CipherMode.Xts ? vector with { Iv = Tweak(vector.Iv) } : vector;
        if (vector.Result != ExpectedResult.Invalid)
        {
            vectors.Add(vector with { Direction = CipherDirection.Encrypt });
        }

        vectors.Add(vector);
    }

    /// <summary>IEEE 1619 section 5.1: the number of a data unit is little-endian and padded with zeros.</summary>
    private static ReadOnlyMemory<byte> Tweak(ReadOnlyMemory<byte> number)
    {
        if (number.Length >= BlockSize)
        {
            return number;
        }

        byte[] tweak = new byte[BlockSize];
        number.Span.CopyTo(tweak);
        return tweak;
    }

    private void RequireLengths(CipherVector vector, string place)
    {
        int ciphertext = algorithm.IsPadded ? vector.Plaintext.Length / BlockSize * BlockSize + BlockSize : vector.Plaintext.Length;
        string? problem =
            !_mode.AllowsKeyLength(vector.Key.Length) ? _mode == CipherMode.Xts ? Length("key", vector.Key, "an XTS key has 32, 48 or 64") : Length("key", vector.Key, "an AES key has 16, 24 or 32")
            : vector.Key.Length * 8L != sizes.Key ? Length("key", vector.Key, $"the group has keySize {sizes.Key}")
            : _mode == CipherMode.Xts ? vector.Iv.Length is 0 or > BlockSize ? Length("iv", vector.Iv, "a tweak has 16, a data unit's number fewer") : null
            : !_mode.AllowsIvLength(vector.Iv.Length) ? Length("iv", vector.Iv, _mode switch { CipherMode.Gcm => "give one or more", CipherMode.Ccm => "a nonce has 7 to 13", _ => "an IV has 16" })
            : null;
        problem ??= vector.Iv.Length * 8L != sizes.Iv ? Length("iv", vector.Iv, $"the group has ivSize {sizes.Iv}")
            : !_mode.AllowsTagLength(vector.Tag.Length) ? Length("tag", vector.Tag, _mode == CipherMode.Ccm ? "a CCM tag has 4, 6, 8, 10, 12, 14 or 16" : "a GCM tag has 4, 8 or 12 to 16")
            : vector.Tag.Length * 8L != sizes.Tag ? Length("tag", vector.Tag, $"the group has tagSize {sizes.Tag}")
            : vector.Ciphertext.Length != ciphertext ? Length("ct", vector.Ciphertext, $"'msg' of {vector.Plaintext.Length} makes {ciphertext}")
            : !_mode.AllowsMessageLength(vector.Iv.Length, ciphertext) ? Length("msg", vector.Plaintext, _mode == CipherMode.Ccm ? "too many for a nonce of this length" : "an XTS data unit has 16 or more")
            : null;
        if (problem is not null)
        {
            throw new VectorFileException(fileName, 0, place + problem);
        }
    }

    private static string Length(string name, ReadOnlyMemory<byte> value, string advice) =>
        string.Create(CultureInfo.InvariantCulture, $"field '{name}' has {value.Length} bytes; {advice}");

    private ExpectedResult ReadResult(JsonElement test, string place)
    {
        JsonElement result = WycheproofReader.Require(test, "result", place, fileName);
        return result.ValueKind != JsonValueKind.String ? throw NoResult(result, place)
            : result.ValueEquals("valid"u8) ? ExpectedResult.Valid
            : result.ValueEquals("invalid"u8) ? ExpectedResult.Invalid
            : result.ValueEquals("acceptable"u8) ? ExpectedResult.Acceptable
            : throw NoResult(result, place);
    }

    private VectorFileException NoResult(JsonElement result, string place) =>
        new(fileName, 0, $"{place}field 'result' is {RspText.Shorten(result.GetRawText())}; give valid, invalid or acceptable");

    private ReadOnlyMemory<byte> ReadHex(JsonElement test, string name, string place)
    {
        JsonElement value = WycheproofReader.Require(test, name, place, fileName);
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new VectorFileException(fileName, 0, $"{place}field '{name}' is {RspText.Shorten(value.GetRawText())}; give hex digits in quotes");
        }

        // Without the quotes. Hex needs no escapes; the backslash of an escape is not a hex digit.
        ReadOnlySpan<byte> digits = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        byte[] bytes = new byte[digits.Length / 2];
        int wrong = RspText.DecodeHex(digits, bytes);
        return wrong >= 0 ? throw new VectorFileException(
                fileName, 0, $"{place}field '{name}' has '{RspText.Shorten(digits[wrong..])}' where a hex digit should be; fetch the file again")
            : digits.Length % 2 != 0 ? throw new VectorFileException(
                fileName, 0, $"{place}field '{name}' has {digits.Length} hex digits, an odd number; fetch the file again")
            : bytes;
    }
}
