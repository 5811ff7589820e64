using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>How results are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(ProofResults))]
internal sealed partial class ProofJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with characters such as + as they are: the text goes into files, not into HTML.</summary>
    public static ProofJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
