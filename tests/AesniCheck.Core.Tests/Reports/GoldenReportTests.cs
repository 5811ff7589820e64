using System.Text.Json;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports;

public sealed class GoldenReportTests
{
    public static TheoryData<string> Names => [.. ReportSamples.All.Keys, "every-part"];

    [Theory]
    [MemberData(nameof(Names))]
    public void JsonIsAsItWas(string name) => GoldenReport.AssertIs($"{name}.json", stream => JsonSerializer.Serialize(stream, Record(name), RecordJson.Plain.RunRecord));

    [Theory]
    [MemberData(nameof(Names))]
    public void JUnitIsAsItWas(string name) => GoldenReport.AssertIs($"{name}.xml", stream => JUnitReport.Write(Record(name), stream));

    [Theory]
    [MemberData(nameof(Names))]
    public void TapIsAsItWas(string name) => GoldenReport.AssertIs($"{name}.tap", stream => TapReport.Write(Record(name), stream));

    [Theory]
    [MemberData(nameof(Names))]
    public void ARecordIsTheSameAgainWhenItWasReadAndWritten(string name)
    {
        // An unpaired surrogate can't be written; its replacement is an escape the first time, and then a character like others.
        string written = JsonSerializer.Serialize(Record(name), RecordJson.Plain.RunRecord).Replace(@"\uFFFD", "\ufffd", StringComparison.Ordinal);
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize(written, RecordJson.Plain.RunRecord)!, RecordJson.Plain.RunRecord));
    }

    private static RunRecord Record(string name) => ReportSamples.All.TryGetValue(name, out RunRecord? record) ? record : EveryPart.Record;
}
