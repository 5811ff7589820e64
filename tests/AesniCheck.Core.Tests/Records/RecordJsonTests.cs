using System.Text.Json;
using System.Text.Json.Nodes;
using AesniCheck.Plans;
using AesniCheck.Probes.Block;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Records;

public sealed class RecordJsonTests
{
    private static string Text { get; } = Write(Samples.Faulty);

    [Fact]
    public void TheNamesAreThoseThatReadersKnow()
    {
        JsonNode record = JsonNode.Parse(Text)!;
        Assert.Equal(
            [
                "record", "schemaVersion", "toolVersion", "outcome", "reasons", "notes", "seed", "startedAt", "endedAt", "firstBlockAt", "host", "plan", "knownAnswers",
                "modeAnswers", "exposure", "timeline", "findings", "foldedFindings", "findingCount",
            ],
            record.AsObject().Select(property => property.Key));
        Assert.Equal(
            ["time", "probe", "cpu", "verdict", "explanation", "syndrome", "replay", "evidence"],
            record["findings"]![0]!.AsObject().Select(property => property.Key));
        Assert.Equal(
            [
                "type", "id", "time", "probe", "worker", "threadId", "cpuBefore", "cpuAfter", "switchesBefore", "switchesAfter", "unitSeed", "kind", "engine", "operation", "batch",
                "inPlace", "alignmentBytes", "keySizeBits", "blockIndex", "key", "input", "accumulator", "roundKeys", "expected", "actual",
            ],
            record["findings"]![0]!["evidence"]!.AsObject().Select(property => property.Key));
    }

    [Fact]
    public void WhatAllEvidenceHasComesFirstAndItsBytesLast() => Assert.All(MiscompareSamples.All, evidence =>
    {
        JsonNode record = JsonNode.Parse(Write(Samples.Passed with { Findings = [Samples.Finding with { Evidence = evidence }] }))!;
        string[] names = [.. record["findings"]![0]!["evidence"]!.AsObject().Select(property => property.Key)];
        Assert.Equal(["type", "id", "time", "probe", "worker", "threadId", "cpuBefore", "cpuAfter", "switchesBefore", "switchesAfter", "unitSeed"], names.Take(11));
        Assert.Equal(["expected", "actual"], names.TakeLast(2));
    });

    [Fact]
    public void EvidenceOfEveryKindIsReadBack() => Assert.All(MiscompareSamples.All, evidence =>
    {
        RunRecord record = Samples.Passed with { Findings = [Samples.Finding with { Evidence = evidence }] };
        Assert.Equivalent(evidence, JsonSerializer.Deserialize(Write(record), RecordJson.Plain.RunRecord)!.Findings[0].Evidence, strict: true);
    });

    [Fact]
    public void EvidenceIsOfItsOwnKindWhenItIsReadBack()
    {
        Assert.Equal("type", JsonNode.Parse(Text)!["findings"]![0]!["evidence"]!.AsObject().First().Key);
        RunRecord read = JsonSerializer.Deserialize(Text, RecordJson.Plain.RunRecord)!;
        Assert.Equivalent(Samples.Miscompare, Assert.IsType<BlockMiscompare>(read.Findings[0].Evidence), strict: true);
    }

    [Theory]
    [InlineData("schemaVersion", "1")]
    [InlineData("outcome", "\"fault\"")]
    [InlineData("seed", "\"0x0123456789abcdef\"")]
    [InlineData("startedAt", "\"2026-03-29T01:02:03.456789Z\"")]
    [InlineData("firstBlockAt", "\"2026-03-29T01:02:03.706789Z\"")]
    [InlineData("plan.durationSeconds", "10")]
    [InlineData("plan.seed", "\"0x0123456789abcdef\"")]
    [InlineData("host.cpu.family", "6")]
    [InlineData("host.cpu.stepping", "\"unknown\"")]
    [InlineData("plan.probes.0.name", "\"block\"")]
    [InlineData("plan.probes.0.share", "30")]
    [InlineData("exposure.cpus.1.probes.0.blocks", "2000")]
    [InlineData("exposure.cpus.1.probes.0.rounds", "20000")]
    [InlineData("exposure.cpus.1.probes.0.bytes", "32000")]
    [InlineData("exposure.cpus.1.probes.0.calls", "4000")]
    [InlineData("exposure.cpus.1.probes.0.seconds", "1.953125")]
    [InlineData("exposure.unattributed.0.blocks", "50")]
    [InlineData("exposure.probes.0.blocks", "3050")]
    [InlineData("exposure.cpus.1.events.involuntarySwitches", "14")]
    [InlineData("exposure.events.voluntarySwitches", "24")]
    [InlineData("plan.placement", "\"pinned\"")]
    [InlineData("plan.policies.0", "\"other\"")]
    [InlineData("plan.intensity", "5")]
    [InlineData("findings.0.evidence.switchesAfter.involuntary", "73")]
    [InlineData("findings.0.verdict", "\"register-state\"")]
    [InlineData("findings.0.evidence.type", "\"block\"")]
    [InlineData("findings.0.evidence.operation", "\"decrypt\"")]
    [InlineData("findings.0.evidence.kind", "\"block\"")]
    [InlineData("findings.0.evidence.unitSeed", "\"0xfedcba9876543210\"")]
    [InlineData("findings.0.evidence.expected", "\"606162636465666768696a6b6c6d6e6f\"")]
    [InlineData("findings.0.replay.sameWrong", "2")]
    [InlineData("findings.1.verdict", "\"process-crash\"")]
    [InlineData("findings.1.process.signal", "\"SIGSEGV\"")]
    [InlineData("foldedFindings.0.verdict", "\"cpu-persistent\"")]
    [InlineData("findingCount", "123458")]
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
    public void ACpuThatIsNotKnownIsNull() => Assert.Contains("\"cpu\": null", Text, StringComparison.Ordinal);

    [Fact]
    public void TimesAreWrittenInUtcWhateverTheirOffset()
    {
        string text = Write(Samples.Passed with { StartedAt = Samples.Time.ToOffset(TimeSpan.FromHours(5.5)) });
        Assert.Contains("\"startedAt\": \"2026-03-29T01:02:03.456789Z\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordIsTheSameWhenItIsReadBackInEveryCulture()
    {
        RunRecord[] records =
        [
            Samples.Passed,
            Samples.Faulty,
            Samples.Passed with { Plan = Samples.Plan with { SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true)] } },
            Samples.Passed with { Outcome = Outcome.Inconclusive, FirstBlockAt = null, Reasons = ["Stopped – \"so\"."] },
        ];
        Assert.All(records, record =>
        {
            string[] texts = [.. Cultures.InEach(() => Write(record))];
            Assert.Single(texts.Distinct());
            Assert.All(Cultures.InEach(() => JsonSerializer.Deserialize(texts[0], RecordJson.Plain.RunRecord)!), read =>
            {
                Assert.Equivalent(record, read, strict: true);
                Assert.Equal(texts[0], Write(read));
            });
        });
    }

    [Fact]
    public void EveryVerdictHasTheWordOfTheDesign() =>
        Assert.Equal(
            [
                "cpu-persistent", "cpu-sporadic", "register-state", "register-leak", "kernel-path", "library", "memory", "reference", "runtime",
                "process-crash", "unexplained",
            ],
            Enum.GetValues<Verdict>().Select(verdict =>
                JsonNode.Parse(Write(Samples.Passed with { Findings = [Samples.Finding with { Verdict = verdict }] }))!["findings"]![0]!["verdict"]!.GetValue<string>()));

    [Theory]
    [InlineData("\"0x0123456789abcdef\"", "\"0123456789abcdef\"")]
    [InlineData("\"0x0123456789abcdef\"", "\"0xg\"")]
    [InlineData("03.456789Z", "03.456789+01:00")]
    [InlineData("\"register-state\"", "2")]
    [InlineData("\"606162636465666768696a6b6c6d6e6f\"", "\"60616\"")]
    [InlineData("\"unknown\"", "\"unsure\"")]
    public void AValueInAnotherFormIsRefused(string written, string changed)
    {
        Assert.Contains(written, Text, StringComparison.Ordinal);
        string text = Text.Replace(written, changed, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(text, RecordJson.Plain.RunRecord));
    }

    private static string Write(RunRecord record) => JsonSerializer.Serialize(record, RecordJson.Plain.RunRecord);
}
