using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;

namespace AesniCheck.Vectors;

/// <summary>What a group of tests says of all of them: lengths, in bits.</summary>
/// <param name="Key">Of the key; of both, for XTS.</param>
/// <param name="Iv">Of the IV or tweak.</param>
/// <param name="Tag">Of the tag; 0 for modes without.</param>
internal readonly record struct WycheproofSizes(int Key, int Iv, int Tag);

/// <summary>Reads the tests of one group: <c>tcId</c>, <c>key</c>, <c>iv</c>, <c>msg</c>, <c>ct</c>, <c>result</c>, and for GCM <c>aad</c> and <c>tag</c>.</summary>
internal sealed class WycheproofTest(CipherMode mode, bool isPadded, WycheproofSizes sizes, string fileName)
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Reads one test, and adds the vectors that it makes.</summary>
    /// <param name="test">The test.</param>
    /// <param name="position">Where it stands, as long as it has not told its tcId.</param>
    /// <param name="vectors">Receives the vectors.</param>
    /// <exception cref="VectorFileException">Something in it is wrong.</exception>
    public void Read(JsonElement test, string position, ImmutableArray<CipherVector>.Builder vectors)
    {
        int id = WycheproofReader.ReadInteger(test, "tcId", $"{position}: ", fileName);
        string place = string.Create(CultureInfo.InvariantCulture, $"tcId {id}: ");
        var vector = new CipherVector
        {
            Mode = mode,
            Direction = CipherDirection.Decrypt,
            Number = id,
            Key = ReadHex(test, "key", place),
            Iv = ReadHex(test, "iv", place),
            AssociatedData = mode.IsAuthenticated ? ReadHex(test, "aad", place) : default,
            Plaintext = ReadHex(test, "msg", place),
            Ciphertext = ReadHex(test, "ct", place),
            Tag = mode.IsAuthenticated ? ReadHex(test, "tag", place) : default,
            Result = ReadResult(test, place),
            IsPadded = isPadded,
        };

        // What is invalid may be so by its lengths.
        if (vector.Result != ExpectedResult.Invalid)
        {
            RequireLengths(vector, place);
        }

        vector = mode == CipherMode.Xts ? vector with { Iv = Tweak(vector.Iv) } : vector;
        if (vector.Result != ExpectedResult.Invalid)
        {
            vectors.Add(vector with { Direction = CipherDirection.Encrypt });
        }

        vectors.Add(vector);
    }

    /// <summary>IEEE 1619 section 5.1: the number of a data unit, little-endian, is filled up with zeros.</summary>
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
        int ciphertext = isPadded ? vector.Plaintext.Length / BlockSize * BlockSize + BlockSize : vector.Plaintext.Length;
        string? problem =
            !mode.AllowsKeyLength(vector.Key.Length) ? mode == CipherMode.Xts ? Length("key", vector.Key, "an XTS key has 32, 48 or 64") : Length("key", vector.Key, "an AES key has 16, 24 or 32")
            : vector.Key.Length * 8L != sizes.Key ? Length("key", vector.Key, $"the group has keySize {sizes.Key}")
            : mode == CipherMode.Xts ? vector.Iv.Length is 0 or > BlockSize ? Length("iv", vector.Iv, "a tweak has 16, a data unit's number fewer") : null
            : !mode.AllowsIvLength(vector.Iv.Length) ? Length("iv", vector.Iv, mode == CipherMode.Gcm ? "give one or more" : "an IV has 16")
            : null;
        problem ??= vector.Iv.Length * 8L != sizes.Iv ? Length("iv", vector.Iv, $"the group has ivSize {sizes.Iv}")
            : !mode.AllowsTagLength(vector.Tag.Length) ? Length("tag", vector.Tag, "a GCM tag has 4, 8 or 12 to 16")
            : vector.Tag.Length * 8L != sizes.Tag ? Length("tag", vector.Tag, $"the group has tagSize {sizes.Tag}")
            : vector.Ciphertext.Length != ciphertext ? Length("ct", vector.Ciphertext, $"'msg' of {vector.Plaintext.Length} makes {ciphertext}")
            : !mode.AllowsMessageLength(AesCipher.BlockSize, ciphertext) ? Length("msg", vector.Plaintext, "an XTS data unit has 16 or more")
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

        // The quotes aside. Hex needs no escapes, so one that stands there is no hex digit.
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
