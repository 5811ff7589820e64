using System.Globalization;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The version in a kernel's release: what AF_ALG can do went with it.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second.</param>
internal readonly record struct KernelRelease(int Major, int Minor)
{
    /// <summary>
    /// AF_ALG hands a request to the cipher as a whole, into several buffers too, and AEAD ciphers take and give associated data,
    /// text and tag without room for more: since 4.14, 4.10 for the latter (crypto/algif_aead.c, "fix AEAD tag memory handling").
    /// </summary>
    public bool HasWholeRequests => IsAtLeast(4, 14);

    /// <summary>The AES drivers of XTS have ciphertext stealing: since 5.4.</summary>
    public bool HasCiphertextStealing => IsAtLeast(5, 4);

    /// <summary>A request without any input is a request: since 5.9 (ctx->init of crypto/af_alg.c).</summary>
    public bool HasEmptyRequests => IsAtLeast(5, 9);

    /// <summary>
    /// What is written to the pool of randomness is mixed in by BLAKE2s, by vector instructions: since 5.18 (drivers/char/random.c, "use
    /// computational hash for entropy extraction"), and in the long-term series 5.10 and 5.15 since May 2022.
    /// </summary>
    public bool HasVectorPool => IsAtLeast(5, 18) || (Major == 5 && Minor is 10 or 15);

    /// <summary>Reads what <c>uname -r</c> says, such as <c>5.10.0-21-amd64</c>.</summary>
    /// <returns>0.0 for what is none, which can do the least.</returns>
    public static KernelRelease Parse(string? text)
    {
        string[] parts = (text ?? "").Trim().Split('.', 3);
        return parts.Length >= 2 && TryNumber(parts[0], out int major) && TryNumber(parts[1], out int minor) ? new KernelRelease(major, minor) : default;
    }

    private bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    // A minor number may end in letters: 6.12-rc3 has no third number.
    private static bool TryNumber(string text, out int number) =>
        int.TryParse([.. text.TakeWhile(char.IsAsciiDigit)], NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
