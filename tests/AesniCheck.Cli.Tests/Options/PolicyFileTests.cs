using System.CommandLine;
using System.Text.Json;
using AesniCheck.Cli.Output;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Cli.Options;

public sealed class PolicyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GateOptions _options = new(StressorList.All);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AKeyIsAnOptionAndItsValueWhatStandsBehindIt()
    {
        var policy = Read("""
            {
              "$schema": "policy.schema.json", "schemaVersion": 1,
              "duration": "5m", "require": ["block", "chain"], "minBlocks": 1e9, "bound": 1e-11, "stopOnFirst": true, "cpus": "0,2-5", "keySizes": [128, 256], "seed": 18446744073709551615
            }
            """);
        Assert.Equal(
            ["--duration=5m", "--require=block,chain", "--min-blocks=1000000000", "--bound=1e-11", "--stop-on-first", "--cpus=0,2-5", "--key-sizes=128,256", "--seed=18446744073709551615"],
            policy);
    }

    [Theory]
    [InlineData("maxFindings", "1e2", "--max-findings=100")]
    [InlineData("workersPerCpu", "2.0", "--workers-per-cpu=2")]
    [InlineData("keySizes", "[128.0]", "--key-sizes=128")]
    [InlineData("bound", "0.5", "--bound=0.5")]
    public void ANumberIsTheSameHoweverItIsWritten(string key, string value, string argument) =>
        Assert.Equal([argument], Read($"\ufeff{{\"schemaVersion\": 1.0, \"{key}\": {value}}}"));

    [Fact]
    public void ASwitchThatIsOffIsNothing() => Assert.Empty(Read("""{"schemaVersion": 1, "stopOnFirst": false}"""));

    [Theory]
    [InlineData("""{"schemaVersion": 1, "minBlock": 3}""", "unknown key 'minBlock'; the keys are require, requireEngines, minBlocks, bound, stopOnFirst,")]
    [InlineData("""{"schemaVersion": 1, "policy": "b.json"}""", "unknown key 'policy'")]
    [InlineData("""{"schemaVersion": 1, "json": "b.json"}""", "unknown key 'json'")]
    [InlineData("""{"duration": "5m"}""", "its version is missing; write \"schemaVersion\": 1")]
    [InlineData("""{"schemaVersion": 2}""", "its schemaVersion is 2; this program reads version 1")]
    [InlineData("""{"schemaVersion": "1"}""", "its schemaVersion is \"1\"; this program reads version 1")]
    [InlineData("""{"schemaVersion": 1, "duration": ["5m"]}""", "'duration' is [\"5m\"]; write a string or a number")]
    [InlineData("""{"schemaVersion": 1, "require": []}""", "'require' is []; write a list, such as")]
    [InlineData("""{"schemaVersion": 1, "require": {"a": 1}}""", "'require' is {\"a\": 1}; write a list, such as")]
    [InlineData("""{"schemaVersion": 1, "require": [null]}""", "'require' is [null]; write a list, such as")]
    [InlineData("""{"schemaVersion": 1, "stopOnFirst": "yes"}""", "'stopOnFirst' is \"yes\"; write true or false")]
    [InlineData("""{"schemaVersion": 1, "duration": null}""", "'duration' is null; write a string or a number")]
    [InlineData("""[1]""", "it is not a JSON object; write {")]
    [InlineData("""{"schemaVersion": 1,}""", "it is not valid JSON at line 1, byte 21; look there for a missing comma")]
    [InlineData("", "it is not valid JSON at line 1, byte 1; look there")]
    [InlineData("""{"schemaVersion": 1, "duration": "5m", "duration": "6m"}""", "it is not valid JSON")]
    [InlineData("""{"schemaVersion": 1, "duration": ""}""", "'duration' is empty; leave it out")]
    [InlineData("""{"schemaVersion": 1, "duration": "\ud800"}""", "a string in it is not valid Unicode")]
    public void WhatIsNoPolicyIsRefusedWithItsPlaceAndWhatToDo(string text, string message)
    {
        UsageException exception = Assert.Throws<UsageException>(() => Read(text));
        Assert.StartsWith($"--policy: '{_folder["policy.json"]}': {message}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("missing.json", "the file does not exist")]
    [InlineData("nowhere/policy.json", "the file does not exist")]
    [InlineData(".", "it is a folder")]
    [InlineData("/dev/zero", "it is larger than 1 MiB")]
    public void AFileThatIsNotThereIsNamed(string name, string message)
    {
        string path = name[0] == '/' ? name : _folder[name];
        UsageException exception = Assert.Throws<UsageException>(() => PolicyFile.Read(path, _options.PolicyOptions));
        Assert.StartsWith($"--policy: '{path}': {message}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSchemaHasTheKeysThatThereAre()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceFile.RepositoryRoot(), "docs/policy.schema.json")));
        IEnumerable<string> keys = schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name);
        Assert.Equal(["$schema", "schemaVersion", .. _options.PolicyOptions.Select(PolicyFile.KeyOf)], keys);
    }

    private IEnumerable<string> Read(string text)
    {
        File.WriteAllText(_folder["policy.json"], text);
        return PolicyFile.Read(_folder["policy.json"], _options.PolicyOptions).Select(entry => entry.Argument);
    }
}
