using System.Text.Json;

namespace AesniCheck.Vectors;

/// <summary>Recognises the JSON of NIST's Automated Cryptographic Validation Protocol (ACVP), which is not supported.</summary>
internal static class AcvpFile
{
    /// <summary>Describes a document, with its algorithm if it names one; returns null if it is not ACVP's.</summary>
    public static string? Recognizes(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            return IsVectorSet(root) ? Describe(root) : null;
        }

        if (root.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        // An array of the version and the vector set itself.
        JsonElement? header = null;
        foreach (JsonElement part in root.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (IsVectorSet(part))
            {
                return Describe(part);
            }

            header = part.TryGetProperty("acvVersion", out _) ? part : header;
        }

        return header is { } found ? Describe(found) : null;
    }

    private static bool IsVectorSet(JsonElement part) =>
        part.TryGetProperty("vsId", out _)
        || (part.TryGetProperty("algorithm", out JsonElement algorithm)
            && algorithm.ValueKind == JsonValueKind.String
            && algorithm.GetString()!.StartsWith("ACVP-", StringComparison.Ordinal))
        || (part.TryGetProperty("testGroups", out JsonElement groups)
            && groups.ValueKind == JsonValueKind.Array
            && groups.GetArrayLength() > 0
            && groups[0].ValueKind == JsonValueKind.Object
            && groups[0].TryGetProperty("tgId", out _));

    private static string Describe(JsonElement part) =>
        part.TryGetProperty("algorithm", out JsonElement algorithm) && algorithm.ValueKind == JsonValueKind.String
            ? $"JSON of NIST's ACVP, for {RspText.Shorten(algorithm.GetString()!)}"
            : "JSON of NIST's ACVP";
}
