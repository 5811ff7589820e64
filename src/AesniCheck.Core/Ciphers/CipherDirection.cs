using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers;

/// <summary>The direction of a cipher.</summary>
[JsonConverter(typeof(KebabCaseConverter<CipherDirection>))]
public enum CipherDirection
{
    /// <summary>CIPHER() of FIPS 197: plaintext in, ciphertext out.</summary>
    Encrypt,

    /// <summary>INVCIPHER() of FIPS 197: ciphertext in, plaintext out.</summary>
    Decrypt,
}
