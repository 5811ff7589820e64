namespace AesniCheck.Vectors;

/// <summary>
/// A table of formats that are not supported, with the signs of each. These signs are sufficient to refuse a file without reading on.
/// </summary>
internal static class ForeignFormats
{
    private static readonly (string What, Func<byte[], bool> Is)[] Binary =
    [
        ("a gzip archive (unpack it)", head => Begins(head, 0x1f, 0x8b)),
        ("a zip archive (unpack it)", head => Begins(head, (byte)'P', (byte)'K', 3, 4) || Begins(head, (byte)'P', (byte)'K', 5, 6)),
        ("an xz archive (unpack it)", head => Begins(head, 0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z')),
        ("a bzip2 archive (unpack it)", head => Begins(head, (byte)'B', (byte)'Z', (byte)'h') && head.Length > 4 && head[4] == 0x31),
        ("a Zstandard archive (unpack it)", head => Begins(head, 0x28, 0xb5, 0x2f, 0xfd)),
        ("a 7z archive (unpack it)", head => Begins(head, (byte)'7', (byte)'z', 0xbc, 0xaf)),
        ("a tar archive (unpack it)", head => head.Length > 262 && head.AsSpan(257).StartsWith("ustar"u8)),
        ("a PDF document", head => head.AsSpan().StartsWith("%PDF"u8)),
        ("an executable", head => head.AsSpan().StartsWith("\x7f\x45LF"u8)),
        ("text in UTF-32 (save it as UTF-8)", head => Begins(head, 0xff, 0xfe, 0, 0) || Begins(head, 0, 0, 0xfe, 0xff)),
        ("text in UTF-16 (save it as UTF-8)", head => Begins(head, 0xff, 0xfe) || Begins(head, 0xfe, 0xff) || IsUtf16WithoutMark(head)),
    ];

    private static readonly (Func<FileSketch, string> What, Func<FileSketch, bool> Is)[] Texts =
    [
        (_ => "a web page (HTML)", sketch => Starts(sketch, "<!doctype html") || Starts(sketch, "<html") || Starts(sketch, "<head")),
        (_ => "an XML file", sketch => Starts(sketch, "<?xml") || Starts(sketch, "<")),
        (_ => "a PEM file (a key or a certificate)", sketch => sketch.OtherLines.Exists(line => line.StartsWith("-----BEGIN ", StringComparison.Ordinal))),
        (_ => "a C source file", sketch => sketch.OtherLines.Exists(line => line.StartsWith("static const ", StringComparison.Ordinal)) || Starts(sketch, "#include") || Starts(sketch, "/*")),
        (_ => "NESSIE's test format", sketch => sketch.OtherLines.Exists(line => line.StartsWith("Set ", StringComparison.Ordinal) && line.Contains("vector", StringComparison.Ordinal))),
        (sketch => $"OpenSSL's own test format (evptests){Named(sketch, "CIPHER")}", IsOpenSsl),
        (sketch => $"OpenSSL's old test format (evptests){After(sketch)}", sketch => sketch.OtherLines.Exists(IsOldOpenSsl)),
        (_ => "vectors for Triple DES (fields KEYs or KEY1 to KEY3)", sketch => sketch.Has("KEYS") || sketch.Has("KEY1", "KEY2")),
        (_ => "Botan's test format", sketch => sketch.Has("KEY", "IN", "OUT")),
        (_ => "BoringSSL's test format (KEY: and similar fields)", sketch => sketch.ColonFields.ContainsKey("KEY") && HasAny(sketch.ColonFields, "NONCE", "IN", "CT", "TAG", "IV", "PLAINTEXT", "CIPHERTEXT")),
        (_ => "CAVP vectors for key wrapping (KW, KWP or TKW)", sketch => sketch.Has("K", "P", "C") || sketch.Sections.Exists(section => section.StartsWith("PLAINTEXT LENGTH", StringComparison.Ordinal))),
        (_ => "CAVP vectors for random bit generators (DRBG)", sketch => sketch.Has("ENTROPYINPUT") || sketch.Has("RETURNEDBITS")),
        (_ => "vectors for CMAC", sketch => HasMac(sketch) && (sketch.Says("CMAC") || sketch.Sections.Count == 0)),
        (_ => "vectors for HMAC", sketch => HasMac(sketch) || (sketch.Says("HMAC") && sketch.Has("KEY", "MSG"))),
        (_ => "vectors for a hash (SHA, for example)", sketch => sketch.Has("MSG", "MD") || (sketch.Has("SEED") && sketch.Sections.Exists(section => section.StartsWith("L =", StringComparison.Ordinal)))),
        (_ => "vectors for key derivation (KDF)", sketch => sketch.Has("KO") || sketch.Has("OKM") || sketch.Has("DERIVED_KEY") || sketch.Has("FIXEDINPUTDATA")),
        (_ => "vectors for public keys (RSA, DSA or elliptic curves)", sketch => sketch.Has("QX", "QY") || sketch.Has("N", "E") || sketch.Has("P", "Q", "G")),
    ];

    /// <summary>Returns the format by the first bytes; null if the content may be text.</summary>
    public static string? OfBytes(ReadOnlySpan<byte> content)
    {
        byte[] head = content[..Math.Min(content.Length, 512)].ToArray();
        foreach ((string what, Func<byte[], bool> isIt) in Binary)
        {
            if (isIt(head))
            {
                return what;
            }
        }

        return null;
    }

    /// <summary>Returns the format of a text; null if it may be a supported one.</summary>
    public static string? OfText(FileSketch sketch)
    {
        foreach ((Func<FileSketch, string> what, Func<FileSketch, bool> isIt) in Texts)
        {
            if (isIt(sketch))
            {
                return what(sketch);
            }
        }

        return null;
    }

    private static bool Begins(byte[] head, params ReadOnlySpan<byte> signature) => head.AsSpan().StartsWith(signature);

    /// <summary>Whether this is Latin text in UTF-16, in which nearly every second byte is zero.</summary>
    private static bool IsUtf16WithoutMark(byte[] head)
    {
        int odd = 0;
        int even = 0;
        for (int i = 0; i < head.Length; i++)
        {
            odd += head[i] == 0 && i % 2 != 0 ? 1 : 0;
            even += head[i] == 0 && i % 2 == 0 ? 1 : 0;
        }

        return head.Length >= 8 && Math.Max(odd, even) >= head.Length / 2 * 9 / 10 && Math.Min(odd, even) == 0;
    }

    private static bool Starts(FileSketch sketch, string text) => sketch.Text.AsSpan().TrimStart().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static bool HasAny(Dictionary<string, string> fields, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (fields.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there are a message and its authentication code, without the fields of AES files.</summary>
    private static bool HasMac(FileSketch sketch) =>
        (sketch.Has("MSG", "MAC") || sketch.Has("MESSAGE", "OUTPUT") || sketch.Has("KLEN", "MLEN", "TLEN")) && !HasAny(sketch.Fields, "PLAINTEXT", "PT", "CIPHERTEXT", "CT");

    private static bool IsOpenSsl(FileSketch sketch) =>
        (sketch.Has("CIPHER") && HasAny(sketch.Fields, "KEY", "PLAINTEXT", "CIPHERTEXT", "OPERATION"))
        || (sketch.Has("TITLE") && HasAny(sketch.Fields, "CIPHER", "DIGEST", "MAC", "PRIVATEKEY", "PUBLICKEY", "KDF", "ENCODE", "PBE"));

    private static bool IsOldOpenSsl(string line)
    {
        string[] parts = line.Split(':');
        return parts.Length >= 5 && parts[0].Contains('-', StringComparison.Ordinal) && parts[1].Length >= 8 && parts[1].All(char.IsAsciiHexDigit);
    }

    private static string After(FileSketch sketch) => $", for {RspText.Shorten(sketch.OtherLines.First(IsOldOpenSsl).Split(':')[0])}";

    private static string Named(FileSketch sketch, string field) =>
        sketch.Fields.TryGetValue(field, out string? value) && !value.All(char.IsAsciiHexDigit) ? $", for {RspText.Shorten(value)}" : "";
}
