using System.Text.Json;
using System.Text.Json.Serialization;

namespace AesniCheck.Host;

/// <summary>Numbers of the host, or the word <c>unknown</c> in place of an unknown one.</summary>
internal sealed class HostNumberConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetInt32()
        : reader.GetString() == HostInfo.Unknown ? HostInfo.UnknownNumber
        : throw new JsonException($"Neither a number nor '{HostInfo.Unknown}'.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options)
    {
        if (value == HostInfo.UnknownNumber)
        {
            writer.WriteStringValue(HostInfo.Unknown);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
