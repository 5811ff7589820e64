using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Reports;

/// <summary>How run records are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters =
    [
        typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter),
        typeof(KebabCaseConverter<Verdict>), typeof(KebabCaseConverter<Outcome>),
        typeof(KebabCaseConverter<MiscompareKind>), typeof(KebabCaseConverter<CipherDirection>), typeof(KebabCaseConverter<ChainStep>),
        typeof(KebabCaseConverter<RegisterKind>), typeof(KebabCaseConverter<RegisterEvent>),
        typeof(KebabCaseConverter<MessageFault>), typeof(KebabCaseConverter<CipherMode>),
    ])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Host.HostInfo))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with characters such as + as they are: the text goes into files, not into HTML.</summary>
    public static RecordJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
