using System.Text.Json;

namespace AesniCheck.Reports;

/// <summary>As much of JSON Schema as <c>docs/report.schema.json</c> uses.</summary>
/// <param name="root">The whole schema.</param>
internal sealed class SchemaReader(JsonElement root)
{
    /// <summary>The target of a reference, or the schema itself.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name));
        }

        return schema;
    }

    /// <summary>The schema, and all that it takes in by <c>allOf</c>; its own first.</summary>
    public IEnumerable<JsonElement> Parts(JsonElement schema)
    {
        JsonElement resolved = Resolve(schema);
        return resolved.TryGetProperty("allOf", out JsonElement all) ? [resolved, .. all.EnumerateArray().SelectMany(Parts)] : [resolved];
    }

    /// <summary>The properties that an object may have; a schema's own definitions override included ones.</summary>
    public IReadOnlyDictionary<string, JsonElement> Properties(JsonElement schema) =>
        Parts(schema).SelectMany(part => part.TryGetProperty("properties", out JsonElement properties) ? properties.EnumerateObject().ToArray() : [])
            .GroupBy(property => property.Name).ToDictionary(group => group.Key, group => group.First().Value);

    /// <summary>The properties that an object must have.</summary>
    public IReadOnlySet<string> Required(JsonElement schema) =>
        Parts(schema).SelectMany(part => part.TryGetProperty("required", out JsonElement required) ? Strings(required) : []).ToHashSet();

    /// <summary>Whether other properties are a mistake.</summary>
    public bool IsClosed(JsonElement schema) =>
        Resolve(schema) is var resolved
        && (resolved.TryGetProperty("additionalProperties", out JsonElement others) || resolved.TryGetProperty("unevaluatedProperties", out others))
        && others.ValueKind == JsonValueKind.False;

    /// <summary>The strings of an array.</summary>
    public static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}
