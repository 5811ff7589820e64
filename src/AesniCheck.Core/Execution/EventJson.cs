using System.Text.Json.Serialization;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>How plans and events are written between supervisor and worker process. What lacks a part is no event, so nothing is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(HexBytesConverter), typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter), typeof(KebabCaseConverter<Verdict>),
        typeof(KebabCaseConverter<MiscompareKind>), typeof(KebabCaseConverter<CipherDirection>), typeof(KebabCaseConverter<ChainStep>),
        typeof(KebabCaseConverter<RegisterKind>), typeof(KebabCaseConverter<RegisterEvent>),
        typeof(KebabCaseConverter<MessageFault>), typeof(KebabCaseConverter<CipherMode>),
    ])]
[JsonSerializable(typeof(WorkerEvent))]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class EventJson : JsonSerializerContext;
