namespace AesniCheck.Vectors;

/// <summary>
/// Probable formats of a text that was refused as a <c>.rsp</c> file for AES: modes without an engine, and related forms. In a file that can be read,
/// these signs prove nothing.
/// </summary>
internal static class SimilarFormats
{
    private static readonly string[] VectorFields = ["KEY", "IV", "COUNT", "PLAINTEXT", "PT", "CIPHERTEXT", "CT"];

    private static readonly (string What, Func<FileSketch, bool> Is)[] All =
    [
        ("vectors for AES-GCM-SIV", sketch => Names(sketch, "GCM-SIV") || sketch.Says("RFC 8452")),
        ("vectors for AES-SIV", sketch => Names(sketch, "SIV") || sketch.Says("RFC 5297")),
        ("vectors for AES-OCB", sketch => Names(sketch, "OCB") || sketch.Says("RFC 7253")),
        ("vectors for AES-EAX", sketch => Names(sketch, "EAX")),
        ("vectors for AES-XPN", sketch => Names(sketch, "XPN")),
        ("vectors for key wrapping", sketch => sketch.Says("key wrap") || sketch.Says("RFC 3394") || sketch.Says("RFC 5649")),
        ("vectors for CMAC", sketch => Names(sketch, "CMAC") || sketch.Says("RFC 4493")),
        ("vectors for HMAC", sketch => Names(sketch, "HMAC")),
        ("vectors for an authenticated cipher with a nonce, such as OCB or ChaCha20-Poly1305", sketch => sketch.Has("NONCE")),
        ("vectors for a stream cipher, such as RC4", sketch => sketch.Has("OFFSET") || sketch.Has("STREAM")),
        ("CAVP requests, which have no answers (.req)", sketch => sketch.FileName.EndsWith(".req", StringComparison.OrdinalIgnoreCase)),
        ("a table (CSV)", IsTable),
        ("plain text", sketch => sketch.OtherLines.Count > 0 && !VectorFields.Any(sketch.Fields.ContainsKey)),
    ];

    /// <summary>Returns the probable format; null if there is no sign of one.</summary>
    public static string? Guess(FileSketch sketch) => Array.Find(All, known => known.Is(sketch)).What;

    /// <summary>Whether a comment, or the name of the file or its folder, contains a mode's name.</summary>
    private static bool Names(FileSketch sketch, string mode) =>
        sketch.Says(mode) || sketch.FileName.Contains(mode, StringComparison.OrdinalIgnoreCase);

    private static bool IsTable(FileSketch sketch)
    {
        int commas = sketch.OtherLines.Count == 0 ? 0 : sketch.OtherLines[0].Count(character => character is ',' or ';' or '\t');
        return commas >= 2 && sketch.Fields.Count == 0
            && sketch.OtherLines.Take(10).All(line => line.Count(character => character is ',' or ';' or '\t') == commas);
    }
}
