using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Files;

namespace AesniCheck.Cli.Options;

/// <summary>
/// The policy of a team: options of a command in a JSON file. A key is the name of an option without its dashes, such as <c>minBlocks</c> for
/// <c>--min-blocks</c>; a value is that of the option: a string or number, a list of them for a list, true or false for a switch.
/// </summary>
internal static class PolicyFile
{
    /// <summary>The version of the schema that is read.</summary>
    public const int SchemaVersion = 1;

    private const int MaximumBytes = 1 << 20;
    private const string VersionKey = "schemaVersion";
    private const string SchemaKey = "$schema";

    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a policy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The options that a policy may contain.</param>
    /// <returns>The options that it contains, each with the argument that it stands for.</returns>
    /// <exception cref="UsageException">The file is not a policy; the message says where and what to do.</exception>
    public static IReadOnlyList<(Option Option, string Argument)> Read(string path, IReadOnlyList<Option> options)
    {
        using JsonDocument document = Parse(path);
        try
        {
            return Read(path, document, options);
        }
        catch (InvalidOperationException)
        {
            throw Wrong(path, "a string in it is not valid Unicode");
        }
    }

    /// <summary>Returns the text under a key of a policy, even if the rest is malformed; null if it can't be read.</summary>
    public static string? TextAt(string path, string key)
    {
        try
        {
            // A special file may already have been read, or may be endless.
            using JsonDocument? document = SpecialFiles.IsAt(path) ? null : Parse(path);
            return document?.RootElement is { ValueKind: JsonValueKind.Object } policy && policy.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception exception) when (exception is UsageException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<(Option Option, string Argument)> Read(string path, JsonDocument document, IReadOnlyList<Option> options)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(path, "it is not a JSON object; write {\"schemaVersion\": 1, \"duration\": \"120s\"}");
        }

        var arguments = new List<(Option, string)>();
        bool hasVersion = false;
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.Name == VersionKey)
            {
                CheckVersion(path, property.Value);
                hasVersion = true;
            }
            else if (property.Name != SchemaKey)
            {
                Option option = options.FirstOrDefault(option => KeyOf(option) == property.Name)
                    ?? throw Wrong(path, $"unknown key '{Excerpt.Of(property.Name)}'; the keys are {string.Join(", ", options.Select(KeyOf))}");
                if (ArgumentOf(path, option, property.Value) is { } argument)
                {
                    arguments.Add((option, argument));
                }
            }
        }

        return hasVersion ? arguments : throw Wrong(path, "its version is missing; write \"schemaVersion\": 1");
    }

    /// <summary>Returns the key of an option: <c>minBlocks</c> for <c>--min-blocks</c>.</summary>
    public static string KeyOf(Option option) => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(option.Name.TrimStart('-').Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>Returns the exception for a wrong policy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What is wrong, and what to do.</param>
    public static UsageException Wrong(string path, string what) => new($"--policy: '{Excerpt.OfLine(path)}': {what}");

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[MaximumBytes + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count <= MaximumBytes
                ? JsonDocument.Parse(WithoutPreamble(bytes.AsMemory(0, count)), JsonOptions)
                : throw Wrong(path, "it is larger than 1 MiB; a policy has some twenty lines");
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {exception.BytePositionInLine + 1}")
                : "";
            throw Wrong(path, $"it is not valid JSON{place}; look there for a missing comma, quote or bracket, or a name that is there twice");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong(path, exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "the file does not exist",
                UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
                UnauthorizedAccessException => "it may not be read; check its permissions",
                ArgumentException => "the file has no name",
                _ => Excerpt.Within(exception.Message, [path]),
            });
        }
    }

    private static ReadOnlyMemory<byte> WithoutPreamble(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;

    private static void CheckVersion(string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out decimal version) || version != SchemaVersion)
        {
            throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"its schemaVersion is {ExcerptOf(value)}; this program reads version {SchemaVersion}"));
        }
    }

    /// <returns>Null for a switch that is off.</returns>
    private static string? ArgumentOf(string path, Option option, JsonElement value) => (IsSwitch(option), value.ValueKind) switch
    {
        (true, JsonValueKind.True) => option.Name,
        (true, JsonValueKind.False) => null,
        (false, JsonValueKind.String) when value.GetString()!.Length == 0 => throw Wrong(path, $"'{KeyOf(option)}' is empty; leave it out"),
        (false, JsonValueKind.String or JsonValueKind.Number) => $"{option.Name}={TextOf(value)}",
        (false, JsonValueKind.Array) when IsList(option) && value.GetArrayLength() > 0 && value.EnumerateArray().All(IsText) =>
            $"{option.Name}={string.Join(',', value.EnumerateArray().Select(TextOf))}",
        _ => throw Wrong(path, $"'{KeyOf(option)}' is {ExcerptOf(value)}; write {(IsSwitch(option) ? "true or false" : IsList(option) ? "a list, such as [\"a\", \"b\"], or a string" : "a string or a number")}"),
    };

    private static bool IsSwitch(Option option) => option.ValueType == typeof(bool);

    private static bool IsList(Option option) => option.HelpName == OptionEntry.List;

    private static bool IsText(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number;

    /// <summary>Returns a value as it is written on a command line. In JSON 100, 1e2 and 100.0 are the same number.</summary>
    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.TryGetDecimal(out decimal number) && decimal.Truncate(number) == number && number != 0 ? number.ToString("0", CultureInfo.InvariantCulture)
        : value.GetRawText();

    private static string ExcerptOf(JsonElement value) => Excerpt.Of(value.GetRawText().ReplaceLineEndings(" "));
}
