namespace AesniCheck.Ciphers.AfAlg;

/// <summary>A driver of the kernel that AF_ALG can ask for AES in a mode.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="IsRfc4106">Whether it is GCM in the form of RFC 4106, IPsec's: part of the IV in the key, the rest in the associated data.</param>
/// <param name="Driver">Its name, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Skip">Why it can't be asked on this kernel; null when it can.</param>
internal sealed record KernelDriver(CipherMode Mode, bool IsRfc4106, string Driver, string? Skip = null)
{
    /// <summary>AF_ALG's type for ciphers without a tag.</summary>
    public const string Skcipher = "skcipher";

    /// <summary>AF_ALG's type for ciphers with one.</summary>
    public const string Aead = "aead";

    /// <summary>AF_ALG's type for it.</summary>
    public string Type => Mode.IsAuthenticated ? Aead : Skcipher;
}
