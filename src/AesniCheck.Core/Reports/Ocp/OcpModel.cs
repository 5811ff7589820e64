using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Ocp;

// The part of the OCP Test & Validation output specification, version 2.0, that aesnicheck writes. Names are those of the specification; null members are left
// out.

/// <summary>One line of the output.</summary>
/// <param name="SequenceNumber">The number of the line, from 0.</param>
/// <param name="Timestamp">When it was written.</param>
internal sealed record OcpLine(long SequenceNumber, DateTimeOffset Timestamp)
{
    /// <summary>The version of the specification; only in the first line.</summary>
    public OcpSchemaVersion? SchemaVersion { get; init; }

    /// <summary>An artifact of the run as a whole.</summary>
    public OcpRunArtifact? TestRunArtifact { get; init; }

    /// <summary>An artifact of a step.</summary>
    public OcpStepArtifact? TestStepArtifact { get; init; }
}

/// <summary>The version of the specification.</summary>
/// <param name="Major">2.</param>
/// <param name="Minor">0.</param>
internal sealed record OcpSchemaVersion(int Major, int Minor);

/// <summary>An artifact of the run as a whole: exactly one member is set.</summary>
internal sealed record OcpRunArtifact
{
    /// <summary>The run begins.</summary>
    public OcpRunStart? TestRunStart { get; init; }

    /// <summary>The run has ended.</summary>
    public OcpRunEnd? TestRunEnd { get; init; }

    /// <summary>A message for human readers.</summary>
    public OcpLog? Log { get; init; }

    /// <summary>Why the run has no answer.</summary>
    public OcpError? Error { get; init; }
}

/// <summary>An artifact of a step: exactly one member is set.</summary>
/// <param name="TestStepId">The step.</param>
internal sealed record OcpStepArtifact(string TestStepId)
{
    /// <summary>The step begins.</summary>
    public OcpStepStart? TestStepStart { get; init; }

    /// <summary>The step has ended.</summary>
    public OcpStepEnd? TestStepEnd { get; init; }

    /// <summary>A measurement.</summary>
    public OcpMeasurement? Measurement { get; init; }

    /// <summary>A series of measurements begins.</summary>
    public OcpSeriesStart? MeasurementSeriesStart { get; init; }

    /// <summary>An element of a series.</summary>
    public OcpSeriesElement? MeasurementSeriesElement { get; init; }

    /// <summary>A series has ended.</summary>
    public OcpSeriesEnd? MeasurementSeriesEnd { get; init; }

    /// <summary>A verdict.</summary>
    public OcpDiagnosis? Diagnosis { get; init; }

    /// <summary>A message for human readers.</summary>
    public OcpLog? Log { get; init; }
}

/// <summary>The program, its parameters and the machine.</summary>
/// <param name="Name">The program.</param>
/// <param name="Version">Its version.</param>
/// <param name="CommandLine">The command line.</param>
/// <param name="Parameters">The plan that follows from it.</param>
/// <param name="DutInfo">The machine.</param>
internal sealed record OcpRunStart(string Name, string Version, string CommandLine, OcpParameters Parameters, OcpDutInfo DutInfo);

/// <summary>How a run ended.</summary>
/// <param name="Status">Whether the run was completed.</param>
/// <param name="Result">The result.</param>
internal sealed record OcpRunEnd(OcpStatus Status, OcpResult Result);

/// <summary>A step begins.</summary>
/// <param name="Name">Its name.</param>
internal sealed record OcpStepStart(string Name);

/// <summary>A step has ended.</summary>
/// <param name="Status">Whether the step was completed.</param>
internal sealed record OcpStepEnd(OcpStatus Status);

/// <summary>A measurement.</summary>
/// <param name="Name">The measured quantity.</param>
/// <param name="Value">Its value, finite.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record OcpMeasurement(string Name, double Value, string? Unit)
{
    /// <summary>The conditions that it must meet.</summary>
    public IReadOnlyList<OcpValidator>? Validators { get; init; }

    /// <summary>The hardware.</summary>
    public string? HardwareInfoId { get; init; }

    /// <summary>The part of the hardware.</summary>
    public OcpSubcomponent? Subcomponent { get; init; }

    /// <summary>Further data that distinguishes it from measurements of the same name.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>A condition on a measurement.</summary>
/// <param name="Name">The meaning of the condition.</param>
/// <param name="Type">The comparison operator.</param>
/// <param name="Value">The value that the measurement is compared with.</param>
internal sealed record OcpValidator(string Name, string Type, double Value);

/// <summary>The beginning of a series of measurements.</summary>
/// <param name="MeasurementSeriesId">The id of the series, which its elements refer to.</param>
/// <param name="Name">The measured quantity.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="HardwareInfoId">The hardware.</param>
internal sealed record OcpSeriesStart(string MeasurementSeriesId, string Name, string Unit, string HardwareInfoId);

/// <summary>An element of a series.</summary>
/// <param name="MeasurementSeriesId">The series.</param>
/// <param name="Index">The number of the element, from 0.</param>
/// <param name="Value">Its value, finite.</param>
/// <param name="Timestamp">When it was measured.</param>
internal sealed record OcpSeriesElement(string MeasurementSeriesId, int Index, double Value, DateTimeOffset Timestamp);

/// <summary>The end of a series.</summary>
/// <param name="MeasurementSeriesId">The series.</param>
/// <param name="TotalCount">The number of its elements.</param>
internal sealed record OcpSeriesEnd(string MeasurementSeriesId, int TotalCount);

/// <summary>A verdict on hardware.</summary>
/// <param name="Verdict">A verdict of aesnicheck; <c>pass</c> or <c>inconclusive</c> if there is no finding.</param>
/// <param name="Type">The kind of verdict.</param>
/// <param name="Message">The explanation, in sentences.</param>
internal sealed record OcpDiagnosis(string Verdict, OcpDiagnosisType Type, string Message)
{
    /// <summary>The hardware.</summary>
    public string? HardwareInfoId { get; init; }

    /// <summary>The part of the hardware.</summary>
    public OcpSubcomponent? Subcomponent { get; init; }
}

/// <summary>A part of hardware.</summary>
/// <param name="Type">The kind of part.</param>
/// <param name="Name">Its name.</param>
internal sealed record OcpSubcomponent(string Type, string Name);

/// <summary>A message for human readers.</summary>
/// <param name="Severity">Its severity.</param>
/// <param name="Message">The text.</param>
internal sealed record OcpLog(OcpSeverity Severity, string Message);

/// <summary>Why the run has no answer.</summary>
/// <param name="Symptom">The kind of error, in one word.</param>
/// <param name="Message">The error, in a sentence.</param>
internal sealed record OcpError(string Symptom, string Message);

/// <summary>Whether a run or step was completed.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpStatus>))]
internal enum OcpStatus
{
    /// <summary>Completed.</summary>
    Complete,

    /// <summary>Not completed, because of an error.</summary>
    Error,

    /// <summary>Not possible here, or stopped on request.</summary>
    Skip,
}

/// <summary>The result of a run. Only complete runs pass or fail.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpResult>))]
internal enum OcpResult
{
    /// <summary>None.</summary>
    NotApplicable,

    /// <summary>There is no finding.</summary>
    Pass,

    /// <summary>There are findings.</summary>
    Fail,
}

/// <summary>The kind of a diagnosis.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpDiagnosisType>))]
internal enum OcpDiagnosisType
{
    /// <summary>The hardware worked as it should.</summary>
    Pass,

    /// <summary>The hardware did not work as it should.</summary>
    Fail,

    /// <summary>Unknown.</summary>
    Unknown,
}

/// <summary>The severity of a message.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpSeverity>))]
internal enum OcpSeverity
{
    /// <summary>As expected.</summary>
    Info,

    /// <summary>Not as expected.</summary>
    Warning,

    /// <summary>Something could not be done.</summary>
    Error,
}

/// <summary>Writes enumerations in upper case with underscores, as in the specification: <c>NOT_APPLICABLE</c>.</summary>
internal sealed class OcpWordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The JSON of lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(OcpLine))]
internal sealed partial class OcpJson : JsonSerializerContext
{
    /// <summary>Like <see cref="Default"/>, but does not escape characters such as +. Characters that end a line for some readers are still escaped.</summary>
    public static OcpJson Plain => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
