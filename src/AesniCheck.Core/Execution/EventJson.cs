using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Execution;

/// <summary>The JSON format of plans and events between supervisor and worker process. A line with a missing member is malformed; therefore nulls are written too.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(WorkerEvent))]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class EventJson : JsonSerializerContext;
