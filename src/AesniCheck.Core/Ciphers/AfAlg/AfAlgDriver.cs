namespace AesniCheck.Ciphers.AfAlg;

/// <summary>A driver of the kernel that does AES in a mode through AF_ALG.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="IsRfc4106">Whether it is GCM in the form of RFC 4106, for IPsec: part of the IV is in the key, the rest in the associated data.</param>
/// <param name="Driver">The driver's name, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Skip">Why it can't be used on this kernel; null if it can.</param>
internal sealed record AfAlgDriver(CipherMode Mode, bool IsRfc4106, string Driver, string? Skip = null)
{
    /// <summary>AF_ALG's type for ciphers without a tag.</summary>
    public const string Skcipher = "skcipher";

    /// <summary>AF_ALG's type for ciphers with a tag.</summary>
    public const string Aead = "aead";

    /// <summary>AF_ALG's type for this driver.</summary>
    public string Type => Mode.IsAuthenticated ? Aead : Skcipher;
}
