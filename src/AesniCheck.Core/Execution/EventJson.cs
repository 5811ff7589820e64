using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Execution;

/// <summary>How plans and events are written between supervisor and worker process. What lacks a part is no event, so nothing is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(WorkerEvent))]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class EventJson : JsonSerializerContext;
