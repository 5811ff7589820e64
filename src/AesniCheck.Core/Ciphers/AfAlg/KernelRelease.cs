using System.Globalization;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The version in a kernel's release, on which AF_ALG's abilities depend.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
internal readonly record struct KernelRelease(int Major, int Minor)
{
    /// <summary>
    /// Whether AF_ALG passes a request to the cipher as a whole, even into several buffers (since 4.14), and AEAD ciphers take and return associated
    /// data, text and tag without extra room (since 4.10: crypto/algif_aead.c, "fix AEAD tag memory handling").
    /// </summary>
    public bool HasWholeRequests => IsAtLeast(4, 14);

    /// <summary>Whether the AES drivers of XTS support ciphertext stealing: since 5.4.</summary>
    public bool HasCiphertextStealing => IsAtLeast(5, 4);

    /// <summary>Whether a request without input is a request: since 5.9 (ctx->init of crypto/af_alg.c).</summary>
    public bool HasEmptyRequests => IsAtLeast(5, 9);

    /// <summary>
    /// Whether writes to the random pool are mixed in by BLAKE2s with vector instructions: since 5.18 (drivers/char/random.c, "use
    /// computational hash for entropy extraction"), and in the long-term series 5.10 and 5.15 since May 2022.
    /// </summary>
    public bool HasVectorPool => IsAtLeast(5, 18) || (Major == 5 && Minor is 10 or 15);

    /// <summary>Parses the output of <c>uname -r</c>, such as <c>5.10.0-21-amd64</c>.</summary>
    /// <returns>The version; 0.0, which has the fewest abilities, if the text has none.</returns>
    public static KernelRelease Parse(string? text)
    {
        string[] parts = (text ?? "").Trim().Split('.', 3);
        return parts.Length >= 2 && TryNumber(parts[0], out int major) && TryNumber(parts[1], out int minor) ? new KernelRelease(major, minor) : default;
    }

    private bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    // A minor number may be followed by letters: 6.12-rc3 has no third number.
    private static bool TryNumber(string text, out int number) =>
        int.TryParse([.. text.TakeWhile(char.IsAsciiDigit)], NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
