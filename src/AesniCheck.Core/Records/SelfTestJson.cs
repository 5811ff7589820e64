using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The JSON of self-test records: writing and reading.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(SelfTestRecord))]
internal sealed partial class SelfTestJson : JsonSerializerContext
{
    /// <summary>Like <see cref="Default"/>, but does not escape characters such as +: the text goes into files, not into HTML.</summary>
    public static SelfTestJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a record and a newline.</summary>
    public static void Write(SelfTestRecord record, Stream output)
    {
        JsonSerializer.Serialize(output, record, Plain.SelfTestRecord);
        output.WriteByte((byte)'\n');
    }
}
