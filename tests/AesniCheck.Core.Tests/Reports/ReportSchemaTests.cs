using System.Text.Json;
using AesniCheck.Basics;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports;

/// <summary>Compares <c>docs/report.schema.json</c> with the types. An external validator checks that records conform to it.</summary>
public sealed class ReportSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(GoldenReport.RepositoryFile("docs/report.schema.json"))).RootElement;
    private static readonly SchemaReader Reader = new(Schema);

    [Fact]
    public void TheSchemaAndTheTypesSayTheSame() => Assert.Empty(new SchemaComparison(Reader).Compare(typeof(RunRecord), Schema));

    [Fact]
    public void TheSchemaIsOfTheVersionThatIsWritten()
    {
        Assert.Equal(RunRecord.CurrentSchemaVersion, Schema.GetProperty("properties").GetProperty("schemaVersion").GetProperty("const").GetInt32());
        Assert.Equal(RunRecord.Kind, Schema.GetProperty("properties").GetProperty("record").GetProperty("const").GetString());
        Assert.EndsWith($"-{RunRecord.CurrentSchemaVersion}.json", Schema.GetProperty("$id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPropertyIsDescribed() => Assert.All(Described(), property =>
        Assert.True(property.Value.TryGetProperty("description", out JsonElement description) && description.GetString()!.EndsWith('.'), property.Name));

    [Fact]
    public void TheSchemaSaysWhatEachVerdictMeans() => Assert.Equal(
        string.Join(' ', Enum.GetValues<Verdict>().Select(verdict => $"{EnumWord.Of(verdict)}: {VerdictMeaning.Of(verdict)}.")),
        Schema.GetProperty("$defs").GetProperty("verdict").GetProperty("description").GetString());

    [Fact]
    public void ThePageOfFindingsSaysWhatEachVerdictMeans()
    {
        string page = File.ReadAllText(GoldenReport.RepositoryFile("docs/findings.md"));
        Assert.All(Enum.GetValues<Verdict>(), verdict =>
            Assert.Contains($"| `{EnumWord.Of(verdict)}` | {VerdictMeaning.Of(verdict)} | {VerdictMeaning.NextStep(verdict)} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryDefinitionIsUsed()
    {
        string text = Schema.GetRawText();
        Assert.All(Schema.GetProperty("$defs").EnumerateObject(), definition => Assert.Contains($"\"#/$defs/{definition.Name}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSampleWithEveryPartHasEveryProperty()
    {
        using JsonDocument document = JsonSerializer.SerializeToDocument(EveryPart.Record, RecordJson.Plain.RunRecord);
        Assert.Empty(Described().Select(property => property.Name).Except(Names(document.RootElement)));
    }

    private static IEnumerable<JsonProperty> Described() =>
        Schema.GetProperty("$defs").EnumerateObject().Select(definition => definition.Value).Prepend(Schema)
            .Where(definition => definition.TryGetProperty("properties", out _))
            .SelectMany(definition => definition.GetProperty("properties").EnumerateObject());

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
