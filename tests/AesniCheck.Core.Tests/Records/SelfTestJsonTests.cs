using System.Text.Json;
using System.Text.Json.Nodes;
using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.SelfTests;
using Xunit;

namespace AesniCheck.Records;

public sealed class SelfTestJsonTests
{
    private static string Text { get; } = Write(SelfTestSamples.Misses);

    [Fact]
    public void ASelfTestIsNoRunAndARunIsNoSelfTest()
    {
        string run = JsonSerializer.Serialize(Samples.Faulty, RecordJson.Plain.RunRecord);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Text, RecordJson.Plain.RunRecord));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(run, SelfTestJson.Plain.SelfTestRecord));
    }

    [Fact]
    public void ItSaysFirstWhatItIs() => Assert.Equal(
        ["record", "banner", "selfTestSchemaVersion", "toolVersion", "result", "reasons", "notes", "startedAt", "endedAt", "host", "plan", "classes", "trials", "falseAlarms"],
        JsonNode.Parse(Text)!.AsObject().Select(property => property.Key));

    [Fact]
    public void NothingInItIsNamedAsTheAnswerOfARun()
    {
        string[] names = [.. Names(JsonNode.Parse(Text))];
        Assert.DoesNotContain("outcome", names);
        Assert.DoesNotContain("findings", names);
        Assert.DoesNotContain("exposure", names);
        Assert.DoesNotContain("schemaVersion", names);
    }

    [Theory]
    [InlineData("record", "\"selftest\"")]
    [InlineData("result", "\"misses\"")]
    [InlineData("plan.seed", "\"0x0123456789abcdef\"")]
    [InlineData("plan.subjects.0.name", "\"default\"")]
    [InlineData("plan.subjects.1.plan.probes.0.name", "\"chain\"")]
    [InlineData("plan.kinds.0", "\"none\"")]
    [InlineData("plan.kinds.2", "\"swap-threads\"")]
    [InlineData("plan.areas.1", "\"zmm16-31\"")]
    [InlineData("classes.1.kind", "\"flip\"")]
    [InlineData("classes.1.area", "\"xmm\"")]
    [InlineData("classes.1.kept", "false")]
    [InlineData("classes.1.verdicts.0.verdict", "\"register-state\"")]
    [InlineData("trials.0.fault.instructionPointer", "\"0x00007f0123456789\"")]
    [InlineData("trials.0.fault.time", "\"2026-03-29T01:02:03.456789Z\"")]
    [InlineData("trials.0.fault.changes.0.area", "\"zmm16-31\"")]
    [InlineData("trials.0.fault.changes.0.before", "\"01020304\"")]
    [InlineData("falseAlarms.0.verdict", "\"process-crash\"")]
    public void ValuesAreWrittenForOtherPrograms(string path, string json)
    {
        JsonNode node = JsonNode.Parse(Text)!;
        foreach (string step in path.Split('.'))
        {
            node = int.TryParse(step, out int index) ? node[index]! : node[step]!;
        }

        Assert.Equal(json, node.ToJsonString());
    }

    [Fact]
    public void AClassOfAllAreasHasNullForItsArea() => Assert.Contains("\"kind\": \"none\",\n      \"area\": null", Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"misses\"", "1")]
    [InlineData("\"flip\"", "\"flips\"")]
    [InlineData("\"zmm16-31\"", "\"zmm16-to31\"")]
    public void AValueInAnotherFormIsRefused(string written, string changed)
    {
        Assert.Contains(written, Text, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Text.Replace(written, changed, StringComparison.Ordinal), SelfTestJson.Plain.SelfTestRecord));
    }

    [Fact]
    public void EveryAreaHasTheNameThatOptionsKnow() => Assert.All(RegisterAreas.All, area =>
        Assert.Equal(area.Name, JsonNode.Parse(Write(SelfTestSamples.Detects with { Plan = SelfTestSamples.Plan with { Areas = [area] } }))!["plan"]!["areas"]![0]!.GetValue<string>()));

    [Fact]
    public void EveryKindHasTheWordThatOptionsKnow() => Assert.All(Enum.GetValues<FaultKind>(), kind =>
        Assert.Equal(EnumWord.Of(kind), JsonNode.Parse(Write(SelfTestSamples.Detects with { Plan = SelfTestSamples.Plan with { Kinds = [kind] } }))!["plan"]!["kinds"]![0]!.GetValue<string>()));

    [Fact]
    public void ARecordIsTheSameWhenItIsReadBackInEveryCulture() => Assert.All((SelfTestRecord[])[SelfTestSamples.Detects, SelfTestSamples.Misses], record =>
    {
        string[] texts = [.. Cultures.InEach(() => Write(record))];
        Assert.Single(texts.Distinct());
        Assert.All(Cultures.InEach(() => JsonSerializer.Deserialize(texts[0], SelfTestJson.Plain.SelfTestRecord)!), read =>
        {
            Assert.Equivalent(record, read, strict: true);
            Assert.Equal(texts[0], Write(read));
        });
    });

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => (IEnumerable<string>)[member.Key, .. Names(member.Value)]),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };

    private static string Write(SelfTestRecord record) => JsonSerializer.Serialize(record, SelfTestJson.Plain.SelfTestRecord);
}
