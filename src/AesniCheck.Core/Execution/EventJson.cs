using System.Text.Json.Serialization;
using AesniCheck.Planning;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>How plans and events are written between supervisor and worker process.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter), typeof(VerdictConverter),
        typeof(MiscompareKindConverter), typeof(DirectionConverter),
    ])]
[JsonSerializable(typeof(WorkerEvent))]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class EventJson : JsonSerializerContext;
