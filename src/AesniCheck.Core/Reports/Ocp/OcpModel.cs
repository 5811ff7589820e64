using System.Text.Json;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Ocp;

// The part of the OCP Test & Validation output specification, version 2.0, that aesnicheck writes. Names are those of the specification; what is
// null is left out.

/// <summary>One line of the output.</summary>
/// <param name="SequenceNumber">Counts the lines, from 0.</param>
/// <param name="Timestamp">When it was written.</param>
internal sealed record OcpLine(long SequenceNumber, DateTimeOffset Timestamp)
{
    /// <summary>The version of the specification: of the first line alone.</summary>
    public OcpSchemaVersion? SchemaVersion { get; init; }

    /// <summary>What is about the run as a whole.</summary>
    public OcpRunArtifact? TestRunArtifact { get; init; }

    /// <summary>What is about a step of it.</summary>
    public OcpStepArtifact? TestStepArtifact { get; init; }
}

/// <summary>The version of the specification.</summary>
/// <param name="Major">2.</param>
/// <param name="Minor">0.</param>
internal sealed record OcpSchemaVersion(int Major, int Minor);

/// <summary>What is about the run as a whole: one of these.</summary>
internal sealed record OcpRunArtifact
{
    /// <summary>It begins.</summary>
    public OcpRunStart? TestRunStart { get; init; }

    /// <summary>It has ended.</summary>
    public OcpRunEnd? TestRunEnd { get; init; }

    /// <summary>Something for people.</summary>
    public OcpLog? Log { get; init; }

    /// <summary>What kept the run from an answer.</summary>
    public OcpError? Error { get; init; }
}

/// <summary>What is about a step: one of these.</summary>
/// <param name="TestStepId">The step.</param>
internal sealed record OcpStepArtifact(string TestStepId)
{
    /// <summary>It begins.</summary>
    public OcpStepStart? TestStepStart { get; init; }

    /// <summary>It has ended.</summary>
    public OcpStepEnd? TestStepEnd { get; init; }

    /// <summary>A number.</summary>
    public OcpMeasurement? Measurement { get; init; }

    /// <summary>Numbers over time: what they are.</summary>
    public OcpSeriesStart? MeasurementSeriesStart { get; init; }

    /// <summary>One of them.</summary>
    public OcpSeriesElement? MeasurementSeriesElement { get; init; }

    /// <summary>There are no more.</summary>
    public OcpSeriesEnd? MeasurementSeriesEnd { get; init; }

    /// <summary>A verdict.</summary>
    public OcpDiagnosis? Diagnosis { get; init; }

    /// <summary>Something for people.</summary>
    public OcpLog? Log { get; init; }
}

/// <summary>What is run, how, and on what machine.</summary>
/// <param name="Name">The program.</param>
/// <param name="Version">Its version.</param>
/// <param name="CommandLine">How it was called.</param>
/// <param name="Parameters">What it made of that.</param>
/// <param name="DutInfo">The machine.</param>
internal sealed record OcpRunStart(string Name, string Version, string CommandLine, OcpParameters Parameters, OcpDutInfo DutInfo);

/// <summary>How a run has ended.</summary>
/// <param name="Status">Whether it was done.</param>
/// <param name="Result">Its answer.</param>
internal sealed record OcpRunEnd(OcpStatus Status, OcpResult Result);

/// <summary>A step begins.</summary>
/// <param name="Name">Its name.</param>
internal sealed record OcpStepStart(string Name);

/// <summary>A step has ended.</summary>
/// <param name="Status">Whether it was done.</param>
internal sealed record OcpStepEnd(OcpStatus Status);

/// <summary>A number.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value, finite.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record OcpMeasurement(string Name, double Value, string? Unit)
{
    /// <summary>What it must be.</summary>
    public IReadOnlyList<OcpValidator>? Validators { get; init; }

    /// <summary>The hardware.</summary>
    public string? HardwareInfoId { get; init; }

    /// <summary>The part of it.</summary>
    public OcpSubcomponent? Subcomponent { get; init; }

    /// <summary>What else tells it from others of that name.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>What a number must be.</summary>
/// <param name="Name">What that means.</param>
/// <param name="Type">How they are compared.</param>
/// <param name="Value">What the number is compared with.</param>
internal sealed record OcpValidator(string Name, string Type, double Value);

/// <summary>Numbers over time: what they are.</summary>
/// <param name="MeasurementSeriesId">Names them in what follows.</param>
/// <param name="Name">What they are.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="HardwareInfoId">The hardware.</param>
internal sealed record OcpSeriesStart(string MeasurementSeriesId, string Name, string Unit, string HardwareInfoId);

/// <summary>One of numbers over time.</summary>
/// <param name="MeasurementSeriesId">Which numbers.</param>
/// <param name="Index">Which of them, from 0.</param>
/// <param name="Value">Its value, finite.</param>
/// <param name="Timestamp">When it was measured.</param>
internal sealed record OcpSeriesElement(string MeasurementSeriesId, int Index, double Value, DateTimeOffset Timestamp);

/// <summary>There are no more numbers.</summary>
/// <param name="MeasurementSeriesId">Which numbers.</param>
/// <param name="TotalCount">How many there were.</param>
internal sealed record OcpSeriesEnd(string MeasurementSeriesId, int TotalCount);

/// <summary>A verdict on hardware.</summary>
/// <param name="Verdict">A word of aesnicheck's list; <c>pass</c> or <c>inconclusive</c> where there is no finding.</param>
/// <param name="Type">What kind of word that is.</param>
/// <param name="Message">Why, in sentences.</param>
internal sealed record OcpDiagnosis(string Verdict, OcpDiagnosisType Type, string Message)
{
    /// <summary>The hardware.</summary>
    public string? HardwareInfoId { get; init; }

    /// <summary>The part of it.</summary>
    public OcpSubcomponent? Subcomponent { get; init; }
}

/// <summary>A part of hardware.</summary>
/// <param name="Type">What kind of part.</param>
/// <param name="Name">Its name.</param>
internal sealed record OcpSubcomponent(string Type, string Name);

/// <summary>Something for people.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">The words.</param>
internal sealed record OcpLog(OcpSeverity Severity, string Message);

/// <summary>What kept the run from an answer.</summary>
/// <param name="Symptom">A word.</param>
/// <param name="Message">A sentence.</param>
internal sealed record OcpError(string Symptom, string Message);

/// <summary>Whether something was done.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpStatus>))]
internal enum OcpStatus
{
    /// <summary>It was.</summary>
    Complete,

    /// <summary>It could not be done to its end.</summary>
    Error,

    /// <summary>It can't be done here, or somebody asked that it be stopped.</summary>
    Skip,
}

/// <summary>The answer of a run. Only what is complete passes or fails.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpResult>))]
internal enum OcpResult
{
    /// <summary>There is none.</summary>
    NotApplicable,

    /// <summary>There is no finding.</summary>
    Pass,

    /// <summary>There are findings.</summary>
    Fail,
}

/// <summary>What kind of verdict it is.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpDiagnosisType>))]
internal enum OcpDiagnosisType
{
    /// <summary>The hardware did what it should.</summary>
    Pass,

    /// <summary>It did not.</summary>
    Fail,

    /// <summary>Nobody can tell.</summary>
    Unknown,
}

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(OcpWordConverter<OcpSeverity>))]
internal enum OcpSeverity
{
    /// <summary>As expected.</summary>
    Info,

    /// <summary>Not as expected.</summary>
    Warning,

    /// <summary>Something could not be done for it.</summary>
    Error,
}

/// <summary>Enumerations in capitals with underscores, the words of the specification: <c>NOT_APPLICABLE</c>.</summary>
internal sealed class OcpWordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>How lines are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(HexUInt64Converter), typeof(UtcMicrosecondsConverter)])]
[JsonSerializable(typeof(OcpLine))]
internal sealed partial class OcpJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with characters such as + as they are. Those that end a line for some readers are escaped still.</summary>
    public static OcpJson Plain => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
