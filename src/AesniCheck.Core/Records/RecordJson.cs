using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The JSON of run records: writing and reading.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Host.HostInfo))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>Like <see cref="Default"/>, but does not escape characters such as +: the text goes into files, not into HTML.</summary>
    public static RecordJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a record and a newline.</summary>
    public static void Write(RunRecord record, Stream output)
    {
        JsonSerializer.Serialize(output, record, Plain.RunRecord);
        output.WriteByte((byte)'\n');
    }
}
