using System.Text.Json.Serialization;

namespace AesniCheck.Reports;

/// <summary>How run records are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters =
    [
        typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter),
        typeof(VerdictConverter), typeof(MiscompareKindConverter), typeof(OutcomeConverter),
    ])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Host.HostInfo))]
internal sealed partial class RecordJson : JsonSerializerContext;
