using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// Reads test vectors in the JSON form of Project Wycheproof, versions 0.8 to 1, for AES-GCM, AES-GMAC, AES-CCM, AES-CBC-PKCS5 and
/// AES-XTS. Pure and thread-safe.
/// </summary>
/// <remarks>
/// The reader uses <c>algorithm</c> and <c>testGroups</c> of the file; <c>keySize</c>, <c>ivSize</c>, <c>tagSize</c> (GCM, GMAC, CCM) and
/// <c>tests</c> of a group; and the fields of a test that <see cref="WycheproofTestParser"/> lists. Other fields are ignored; a missing one of these is
/// an error. A valid or acceptable test becomes two vectors, one for each direction; an invalid one becomes only a ciphertext
/// that must be refused.
/// </remarks>
public static class WycheproofReader
{
    private const string Refetch = "fetch the file again";

    private static readonly (string Name, WycheproofAlgorithm Algorithm)[] Algorithms =
    [
        ("AES-GCM", new WycheproofAlgorithm(CipherMode.Gcm)),
        ("AES-GMAC", new WycheproofAlgorithm(CipherMode.Gcm) { IsMac = true }),
        ("AES-CCM", new WycheproofAlgorithm(CipherMode.Ccm)),
        ("AES-CBC-PKCS5", new WycheproofAlgorithm(CipherMode.Cbc) { IsPadded = true }),
        ("AES-XTS", new WycheproofAlgorithm(CipherMode.Xts)),
    ];

    private const int MaximumDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };

    /// <summary>Whether a file can only be JSON: it begins with a brace, or with a bracket that does not begin a section of a <c>.rsp</c> file, or it is a single value.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> text) => WithoutMark(text).Trim(" \t\r\n"u8) switch
    {
        [(byte)'{' or (byte)'"', ..] => true,
        [(byte)'[', .. var rest] => rest.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)']' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..]
            || BeginsWithLiteral(rest.TrimStart(" \t\r\n"u8)),
        var value => value.Length <= 5 && BeginsWithLiteral(value),
    };

    private static bool BeginsWithLiteral(ReadOnlySpan<byte> text) => text.StartsWith("null"u8) || text.StartsWith("true"u8) || text.StartsWith("false"u8);

    /// <summary>Reads UTF-8 text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="VectorFileException">The text is too long or malformed, or is not supported.</exception>
    public static VectorFile Read(ReadOnlyMemory<byte> text, string fileName)
    {
        RspReader.RequireLength(text.Length, fileName);
        try
        {
            using var document = JsonDocument.Parse(text[(text.Length - WithoutMark(text.Span).Length)..], Strict);
            return Read(document.RootElement, fileName);
        }
        catch (JsonException exception)
        {
            if (Depth(text.Span) is var depth and > MaximumDepth)
            {
                throw new VectorFileException(
                    fileName, 0, string.Create(CultureInfo.InvariantCulture, $"this JSON is nested {depth:N0} levels deep, far more than test vectors are; give {VectorFile.Forms}"), exception);
            }

            // Without the inner message: a trimmed build may have none.
            string column = exception.BytePositionInLine is { } position
                ? string.Create(CultureInfo.InvariantCulture, $" from column {position + 1} on")
                : "";
            throw new VectorFileException(fileName, (int)(exception.LineNumber + 1 ?? 0), $"this is not valid JSON{column}; {Refetch}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new VectorFileException(fileName, 0, $"a string in the file is not valid UTF-8; {Refetch}", exception);
        }
    }

    private static VectorFile Read(JsonElement root, string fileName)
    {
        RequireWycheproof(root, fileName);
        (string name, WycheproofAlgorithm algorithm) = ReadAlgorithm(root, fileName);
        ImmutableArray<CipherVector>.Builder vectors = ImmutableArray.CreateBuilder<CipherVector>();
        int groupNumber = 0;
        foreach (JsonElement group in ReadArray(root, "testGroups", "", fileName))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"test group {++groupNumber}: ");
            var reader = new WycheproofTestParser(algorithm, ReadSizes(group, algorithm.Mode, place, fileName), fileName);
            int testNumber = 0;
            foreach (JsonElement test in ReadArray(group, "tests", place, fileName))
            {
                reader.Read(test, string.Create(CultureInfo.InvariantCulture, $"{place}test {++testNumber}"), vectors);
            }
        }

        return vectors.Count > 0 ? new VectorFile(fileName, IsMonteCarlo: false, vectors.DrainToImmutable()) { ModeBasis = $"its algorithm is {name}" }
            : throw new VectorFileException(fileName, 0, $"the file has no tests; {Refetch}");
    }

    /// <summary>Refuses JSON of other forms by name: NIST's ACVP, as an array or as an object, and anything without an algorithm.</summary>
    private static void RequireWycheproof(JsonElement root, string fileName)
    {
        if (AcvpFile.Recognizes(root) is { } what)
        {
            throw new VectorFileException(fileName, 0, $"this looks like {what}, which is not supported; give {VectorFile.Forms}");
        }

        string? problem = root.ValueKind != JsonValueKind.Object ? "this is JSON"
            : !root.TryGetProperty("algorithm", out _) ? "field 'algorithm' is missing: this is JSON"
            : null;
        if (problem is not null)
        {
            throw new VectorFileException(fileName, 0, $"{problem}, but not in the form of Wycheproof; give {VectorFile.Forms}");
        }
    }

    private static (string Name, WycheproofAlgorithm Algorithm) ReadAlgorithm(JsonElement root, string fileName)
    {
        JsonElement algorithm = root.GetProperty("algorithm");
        foreach ((string Name, WycheproofAlgorithm Algorithm) known in Algorithms)
        {
            if (algorithm.ValueKind == JsonValueKind.String && algorithm.ValueEquals(known.Name))
            {
                return known;
            }
        }

        throw new VectorFileException(
            fileName,
            0,
            $"the algorithm {RspText.Shorten(algorithm.GetRawText())} is not supported; give a file for {string.Join(", ", Algorithms.Select(known => known.Name))}");
    }

    private static WycheproofSizes ReadSizes(JsonElement group, CipherMode mode, string place, string fileName) =>
        new(
            ReadInteger(group, "keySize", place, fileName),
            ReadInteger(group, "ivSize", place, fileName),
            mode.IsAuthenticated ? ReadInteger(group, "tagSize", place, fileName) : 0);

    private static JsonElement.ArrayEnumerator ReadArray(JsonElement parent, string name, string place, string fileName)
    {
        JsonElement value = Require(parent, name, place, fileName);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
            : throw new VectorFileException(fileName, 0, $"{place}field '{name}' is not an array; {Refetch}");
    }

    /// <summary>Reads a non-negative integer.</summary>
    internal static int ReadInteger(JsonElement parent, string name, string place, string fileName)
    {
        JsonElement value = Require(parent, name, place, fileName);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 0 ? number
            : throw new VectorFileException(
                fileName, 0, $"{place}field '{name}' is {RspText.Shorten(value.GetRawText())}; give a whole number");
    }

    /// <summary>Returns a field; throws if it is missing.</summary>
    internal static JsonElement Require(JsonElement parent, string name, string place, string fileName) =>
        parent.ValueKind != JsonValueKind.Object
            ? throw new VectorFileException(fileName, 0, $"{place}{RspText.Shorten(parent.GetRawText())} is not an object; {Refetch}")
        : parent.TryGetProperty(name, out JsonElement value) ? value
        : throw new VectorFileException(fileName, 0, $"{place}field '{name}' is missing; {Refetch}, or add it");

    /// <summary>Returns the maximum depth of nesting, as far as the text is JSON.</summary>
    private static int Depth(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(WithoutMark(text), new JsonReaderOptions { MaxDepth = int.MaxValue });
        int deepest = 0;
        try
        {
            while (reader.Read())
            {
                deepest = Math.Max(deepest, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0));
            }
        }
        catch (JsonException)
        {
            // The rest of the text does not change the answer.
        }

        return deepest;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
}
