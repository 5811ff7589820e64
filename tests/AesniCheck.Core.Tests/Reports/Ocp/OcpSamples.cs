using System.Text;
using System.Text.Json.Nodes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports.Ocp;

/// <summary>Runs as a caller reports them, and the resulting lines.</summary>
internal static class OcpSamples
{
    public const string CommandLine = "aesnicheck run --ocptv -";

    /// <summary>Replays a recorded run to the writer, as if the run were in progress.</summary>
    public static void Tell(OcpWriter writer, RunRecord record, ManualClock clock)
    {
        if (record.Outcome != Outcome.Unsupported)
        {
            writer.Begin(record.Plan, record.Host, record.ToolVersion);
            foreach (Finding finding in record.Findings)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                writer.Found(finding);
            }

            clock.Advance(TimeSpan.FromSeconds(5));
            writer.Progress(TimeSpan.FromSeconds(5), record.Exposure with { Cpus = [record.Exposure.Cpus[0]] });
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        writer.End(record);
    }

    /// <summary>All that is written of such a run.</summary>
    public static byte[] Bytes(RunRecord record)
    {
        var clock = new ManualClock();
        using var output = new MemoryStream();
        var writer = new OcpWriter(output, clock, CommandLine);
        Tell(writer, record, clock);
        Assert.Null(writer.Failure);
        return output.ToArray();
    }

    /// <summary>The same as lines.</summary>
    public static IReadOnlyList<JsonNode> Lines(RunRecord record) => Read(Bytes(record));

    /// <summary>Lines, each of which must be complete.</summary>
    public static IReadOnlyList<JsonNode> Read(byte[] bytes)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return [.. text.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>The contents of the lines of that kind.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="kind">Such as <c>diagnosis</c>.</param>
    public static IReadOnlyList<JsonNode> Of(this IEnumerable<JsonNode> lines, string kind) =>
        [.. lines.Select(line => (line["testRunArtifact"] ?? line["testStepArtifact"])?[kind]).OfType<JsonNode>()];

    /// <summary>The lines of the step of that name.</summary>
    public static IReadOnlyList<JsonNode> Step(this IEnumerable<JsonNode> lines, string name)
    {
        JsonNode start = Assert.Single(lines, line => line["testStepArtifact"]?["testStepStart"]?["name"]?.GetValue<string>() == name);
        string id = start["testStepArtifact"]!["testStepId"]!.GetValue<string>();
        return [.. lines.Where(line => line["testStepArtifact"]?["testStepId"]?.GetValue<string>() == id)];
    }

    /// <summary>A word of it.</summary>
    public static string? Word(this JsonNode node, string name) => node[name]?.GetValue<string>();
}
