using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>
/// Reads run records that <c>--json</c> wrote. Any other content is refused with a message of one line; members that a later version adds to a record are
/// ignored. Thread-safe.
/// </summary>
public static class RunRecordReader
{
    /// <summary>The size of the largest record that is read, in bytes.</summary>
    public const int MaximumBytes = 256 << 20;

    private const string SelfTestKind = "selftest";
    private const string Advice = "give a file that 'aesnicheck run --json' wrote";
    private const int FirstBytes = 64 << 10;

    private static readonly JsonTypeInfo<RunRecord> Strict = MakeStrict();

    /// <summary>Reads a record from a file.</summary>
    /// <param name="path">Its path. A file that is not regular, such as a pipe, is read to its end.</param>
    /// <exception cref="RunRecordException">The file can't be read, or is not a run record of a version that this program reads.</exception>
    public static RunRecord Read(string path)
    {
        if (path.Length == 0)
        {
            throw new RunRecordException("''", $"a file has no name; {Advice}");
        }

        if (Directory.Exists(path))
        {
            throw new RunRecordException(path, $"this is a folder; {Advice}");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            return file.CanSeek && file.Length > MaximumBytes ? throw TooLong(path) : Read(file, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RunRecordException(path, "the file does not exist; check the path", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new RunRecordException(path, "the file may not be read; check its permissions", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            // The inner message is left out: it may be empty in a trimmed build.
            throw new RunRecordException(path, $"the file can't be read ({exception.GetType().Name}); check the path", exception);
        }
    }

    /// <summary>Reads a record from a stream, to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="RunRecordException">The content is not a run record of a version that this program reads.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static RunRecord Read(Stream stream, string name)
    {
        ReadOnlySpan<byte> content = ReadAll(stream, name);
        if (content.StartsWith(Encoding.UTF8.Preamble))
        {
            content = content[Encoding.UTF8.Preamble.Length..];
        }

        if (content.Length == 0)
        {
            throw new RunRecordException(name, $"the file is empty; {Advice}");
        }

        RequireRecord(content, name);
        RunRecord record = Deserialize(content, name);
        return RecordLimits.FirstProblem(record) is { } problem
            ? throw new RunRecordException(name, $"{problem}; the record was changed or damaged, so {Advice}")
            : record;
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        byte[] content = new byte[stream.CanSeek ? Math.Min(stream.Length, MaximumBytes) + 1 : FirstBytes];
        int length = 0;
        while (true)
        {
            int count = stream.Read(content, length, content.Length - length);
            length += count;
            if (count == 0)
            {
                return content[..length];
            }

            if (length > MaximumBytes)
            {
                throw TooLong(name);
            }

            // An endless file, such as a device, is recognised by its first byte.
            if (length - count == 0 && content[0] is not ((byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0xef))
            {
                throw new RunRecordException(name, $"this is not a JSON object: it begins with byte 0x{content[0].ToString("x2", CultureInfo.InvariantCulture)}; {Advice}");
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, Math.Min(2 * content.Length, MaximumBytes + 1));
            }
        }
    }

    private static RunRecordException TooLong(string name) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"the file is longer than {MaximumBytes >> 20} MiB, the limit for records; {Advice}"));

    /// <summary>Throws unless the content is JSON, and by its kind and version a record that can be read.</summary>
    private static void RequireRecord(ReadOnlySpan<byte> content, string name)
    {
        string? kind = null;
        string? version = null;
        try
        {
            var reader = new Utf8JsonReader(content);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKind = reader.ValueTextEquals("record");
                bool isVersion = reader.ValueTextEquals("schemaVersion");
                reader.Read();
                if (isKind)
                {
                    kind = reader.TokenType == JsonTokenType.String ? reader.GetString() : "";
                }
                else if (isVersion)
                {
                    version = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
                }

                reader.Skip();
            }

            // Throws if anything follows the object.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new RunRecordException(name, $"{Place(exception)} this is not valid JSON; it was truncated or changed, so {Advice}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new RunRecordException(name, $"a string in it is not valid UTF-8; {Advice}", exception);
        }

        if (kind != RunRecord.Kind || version is null)
        {
            throw new RunRecordException(name, kind == SelfTestKind
                ? $"this is the record of a self-test, which is about the program and not about the machine; {Advice}"
                : $"this is JSON, but not a run record; {Advice}");
        }

        if (version != RunRecord.CurrentSchemaVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new RunRecordException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"the record has schema version {Excerpt.Of(version)}, and this program reads version {RunRecord.CurrentSchemaVersion}; use the program that wrote it, or a version of that age"));
        }
    }

    private static RunRecord Deserialize(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(content, Strict) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            string path = exception.Path is { Length: > 2 } inside ? $"'{Excerpt.Of(inside[2..])}' is missing, duplicated, or of the wrong kind" : "a member is missing or duplicated";
            throw new RunRecordException(name, $"{Place(exception)} {path}; the record was changed or damaged, or a later version wrote it", exception);
        }
        catch (Exception exception) when (JsonReaders.IsMalformedInput(exception))
        {
            // A string that is not UTF-8, an unknown word in the plan, or evidence without a type.
            throw new RunRecordException(name, $"a value in it is invalid; the record was changed or damaged, or a later version wrote it", exception);
        }
    }

    /// <summary>
    /// Like the options for writing, but strict: required members must be present and not null, and no member may appear twice. Nullable members may be absent,
    /// as null is not written.
    /// </summary>
    private static JsonTypeInfo<RunRecord> MakeStrict()
    {
        var options = new JsonSerializerOptions(RecordJson.Default.Options)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            TypeInfoResolver = RecordJson.Default.WithAddedModifier(type =>
            {
                foreach (JsonPropertyInfo property in type.Properties)
                {
                    property.IsRequired &= property.AssociatedParameter is not { IsNullable: true, IsMemberInitializer: false };
                }
            }),
        };
        return (JsonTypeInfo<RunRecord>)options.GetTypeInfo(typeof(RunRecord));
    }

    private static string Place(JsonException exception) => string.Create(
        CultureInfo.InvariantCulture, $"line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}:");
}
