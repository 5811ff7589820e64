using System.Text.Json;
using System.Text.Json.Serialization;

namespace AesniCheck.Basics;

/// <summary>
/// Enumerations in lower case with hyphens, the words of the design: <c>cpu-persistent</c>. Each enumeration names its own converter, so that a worker
/// process creates only those that it needs.
/// </summary>
internal sealed class KebabCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
