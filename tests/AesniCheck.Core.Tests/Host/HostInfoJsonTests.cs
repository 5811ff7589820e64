using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;

namespace AesniCheck.Host;

public class HostInfoJsonTests
{
    [Fact]
    public void SourceGeneratedJsonNeedsNoConverters()
    {
        HostInfo host = SavedMachine.Read("nitro-ec2-m5");

        string json = JsonSerializer.Serialize(host, HostInfoJson.Default.HostInfo);
        HostInfo? back = JsonSerializer.Deserialize(json, HostInfoJson.Default.HostInfo);

        Assert.Contains("\"dmiProduct\":\"m5.large\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(back, HostInfoJson.Default.HostInfo));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostInfo))]
internal sealed partial class HostInfoJson : JsonSerializerContext;
