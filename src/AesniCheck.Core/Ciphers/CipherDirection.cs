namespace AesniCheck.Ciphers;

/// <summary>Which way a cipher is run.</summary>
public enum CipherDirection
{
    /// <summary>CIPHER() of FIPS 197: plaintext in, ciphertext out.</summary>
    Encrypt,

    /// <summary>INVCIPHER() of FIPS 197: ciphertext in, plaintext out.</summary>
    Decrypt,
}
