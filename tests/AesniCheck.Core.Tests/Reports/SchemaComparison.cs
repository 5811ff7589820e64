using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Holds a schema against the types that <see cref="RecordJson"/> writes, all the way down. For one thread.</summary>
/// <param name="reader">The schema.</param>
internal sealed class SchemaComparison(SchemaReader reader)
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly HashSet<Type> _compared = [];
    private readonly List<string> _problems = [];

    /// <summary>The differences, one line each.</summary>
    public IReadOnlyList<string> Compare(Type type, JsonElement schema)
    {
        Value(type, schema, type.Name);
        return _problems;
    }

    private void Value(Type type, JsonElement schema, string path)
    {
        JsonElement resolved = reader.Resolve(schema);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            Value(underlying, resolved.TryGetProperty("anyOf", out JsonElement either) ? either[0] : resolved, path);
        }
        else if (type.IsEnum)
        {
            Words(Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type, RecordJson.Plain).Trim('"')), resolved, path);
        }
        else if (ElementType(type) is { } element)
        {
            Demand(TypeOf(resolved) == "array", path, "is an array");
            Value(element, resolved.GetProperty("items"), path + "[]");
        }
        else if (Primitive(type) is { } primitive)
        {
            Demand(TypeOf(resolved) == primitive || Literals(resolved, primitive), path, $"is of type {primitive}");
            Demand(type != typeof(ulong) || resolved.GetProperty("pattern").GetString() == "^0x[0-9a-f]{16}$", path, "is 0x and 16 digits");
            Demand(type != typeof(byte[]) || resolved.GetProperty("pattern").GetString()!.Contains("[0-9a-f]", StringComparison.Ordinal), path, "is hex");
            Demand(type != typeof(DateTimeOffset) || resolved.GetProperty("format").GetString() == "date-time", path, "is a time");
        }
        else
        {
            Object(type, resolved, path);
        }
    }

    private void Object(Type type, JsonElement schema, string path)
    {
        JsonTypeInfo info = RecordJson.Plain.GetTypeInfo(type)!;
        if (info.PolymorphismOptions is { } polymorphism)
        {
            JsonElement[] kinds = [.. schema.GetProperty("oneOf").EnumerateArray()];
            Demand(kinds.Length == polymorphism.DerivedTypes.Count, path, $"has {polymorphism.DerivedTypes.Count} kinds");
            foreach ((JsonDerivedType derived, JsonElement kind) in polymorphism.DerivedTypes.Zip(kinds))
            {
                string constant = reader.Properties(kind)[polymorphism.TypeDiscriminatorPropertyName].GetProperty("const").GetString()!;
                Demand(constant == (string)derived.TypeDiscriminator!, path, $"is {derived.TypeDiscriminator}, not {constant}");
                Properties(derived.DerivedType, kind, $"{path}.{constant}", [polymorphism.TypeDiscriminatorPropertyName]);
            }
        }
        else if (_compared.Add(type))
        {
            Properties(type, schema, path, []);
        }
    }

    private void Properties(Type type, JsonElement schema, string path, string[] others)
    {
        Demand(reader.IsClosed(schema), path, "is closed");
        IReadOnlyDictionary<string, JsonElement> described = reader.Properties(schema);
        JsonPropertyInfo[] written = [.. RecordJson.Plain.GetTypeInfo(type)!.Properties.Where(property => property.Get is not null)];
        string[] names = [.. written.Select(property => property.Name).Concat(others)];
        Demand(!names.Except(described.Keys).Any(), path, $"describes {string.Join(", ", names.Except(described.Keys))}");
        Demand(!described.Keys.Except(names).Any(), path, $"describes nothing that is not written, as {string.Join(", ", described.Keys.Except(names))}");

        IReadOnlySet<string> required = reader.Required(schema);
        foreach (JsonPropertyInfo property in written.Where(property => described.ContainsKey(property.Name)))
        {
            PropertyInfo source = Source(type, property.Name);
            bool isAlwaysWritten = !IsNullable(source) || source.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Never };
            Demand(required.Contains(property.Name) == isAlwaysWritten, $"{path}.{property.Name}", isAlwaysWritten ? "is required" : "is not required");
            if (Special(source) is { } words)
            {
                Words(words, described[property.Name], $"{path}.{property.Name}");
            }
            else if (source.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType == typeof(HostNumberConverter))
            {
                Demand(reader.Resolve(described[property.Name]).GetProperty("anyOf")[1].GetProperty("const").GetString() == HostInfo.Unknown, path, "may be unknown");
            }
            else
            {
                Value(source.PropertyType, described[property.Name], $"{path}.{property.Name}");
            }
        }
    }

    private void Words(IEnumerable<string> words, JsonElement schema, string path)
    {
        JsonElement resolved = reader.Resolve(schema);
        JsonElement list = resolved.TryGetProperty("items", out JsonElement items) ? items : resolved;
        Demand(words.SequenceEqual(SchemaReader.Strings(list.GetProperty("enum"))), path, $"is one of {string.Join(", ", words)}");
    }

    // The members that the plan holds as words, so that its reader needs no enumerations.
    private static IEnumerable<string>? Special(PropertyInfo property) => property.Name switch
    {
        nameof(RunPlan.PlacementWord) => Enum.GetValues<Placement>().Select(EnumWord.Of),
        nameof(RunPlan.PolicyWords) => Enum.GetValues<WorkerPolicy>().Select(EnumWord.Of),
        _ => null,
    };

    private static PropertyInfo Source(Type type, string name) => type.GetProperties().Single(property =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }
        && (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)) == name);

    private bool IsNullable(PropertyInfo property) => _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;

    /// <summary>Whether only certain values of that type are allowed.</summary>
    private static bool Literals(JsonElement schema, string type) =>
        (schema.TryGetProperty("const", out JsonElement constant) ? [constant]
            : schema.TryGetProperty("enum", out JsonElement list) ? list.EnumerateArray().ToArray() : [])
        is { Length: > 0 } values && values.All(value => value.ValueKind == (type == "string" ? JsonValueKind.String : JsonValueKind.Number));

    private static string? Primitive(Type type) =>
        type == typeof(string) || type == typeof(ulong) || type == typeof(byte[]) || type == typeof(DateTimeOffset) ? "string"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : type == typeof(double) ? "number"
        : type == typeof(bool) ? "boolean"
        : null;

    private static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private void Demand(bool holds, string path, string what)
    {
        if (!holds)
        {
            _problems.Add($"{path}: the schema does not say that it {what}");
        }
    }
}
