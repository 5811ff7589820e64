namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The names of the modes that the kernel makes on demand over a cipher of single blocks.</summary>
internal static class AfAlgTemplates
{
    /// <summary>The cipher of the kernel's library: since Linux 7.0, instead of <c>aes-generic</c>.</summary>
    public const string Library = "aes-lib";

    /// <summary>The cipher in C, with tables.</summary>
    public const string Generic = "aes-generic";

    /// <summary>
    /// Returns the names that a mode over a cipher may have, most likely first. A template is found by the name that it gives itself, which is
    /// not always the requested one: since 6.7 cbc is made over ecb, as xts has been since 4.10, and since 7.1 gcm uses the
    /// library's GHASH.
    /// </summary>
    /// <param name="mode">The mode.</param>
    /// <param name="isRfc4106">Whether it is GCM in the form of RFC 4106.</param>
    /// <param name="cipher">The cipher, such as <c>aes-generic</c>.</param>
    public static IReadOnlyList<string> NamesFor(CipherMode mode, bool isRfc4106, string cipher) => mode switch
    {
        CipherMode.Ecb => [$"ecb({cipher})"],
        CipherMode.Cbc when cipher == Library => [$"cbc(ecb({cipher}))", $"cbc({cipher})"],
        CipherMode.Cbc => [$"cbc({cipher})", $"cbc(ecb({cipher}))"],
        CipherMode.Ctr => [$"ctr({cipher})"],
        CipherMode.Xts => [$"xts(ecb({cipher}))", $"xts({cipher})"],
        CipherMode.Gcm => [.. Hashes(cipher).Select(hash => $"gcm_base(ctr({cipher}),{hash})").Select(name => isRfc4106 ? $"rfc4106({name})" : name)],
        _ => [],
    };

    // GHASH in software was a separate driver up to 7.0.
    private static string[] Hashes(string cipher) => cipher == Library ? ["ghash-lib", "ghash-generic"] : ["ghash-generic"];
}
