using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers;

/// <summary>
/// Encryption or decryption, as a type argument: a loop is written once and compiled into two methods, each with the instructions of its
/// direction and nothing between them.
/// </summary>
internal interface IAesniDirection
{
    /// <summary>One round: AESENC or AESDEC.</summary>
    static abstract Vector128<byte> Round(Vector128<byte> state, Vector128<byte> roundKey);

    /// <summary>The last round: AESENCLAST or AESDECLAST.</summary>
    static abstract Vector128<byte> LastRound(Vector128<byte> state, Vector128<byte> roundKey);
}

/// <summary>CIPHER() of FIPS 197 section 5.1.</summary>
internal readonly struct AesniEncryption : IAesniDirection
{
    /// <inheritdoc/>
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> roundKey) => Aes.Encrypt(state, roundKey);

    /// <inheritdoc/>
    public static Vector128<byte> LastRound(Vector128<byte> state, Vector128<byte> roundKey) => Aes.EncryptLast(state, roundKey);
}

/// <summary>The equivalent inverse cipher, EQINVCIPHER() of FIPS 197 section 5.3.5.</summary>
internal readonly struct AesniDecryption : IAesniDirection
{
    /// <inheritdoc/>
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> roundKey) => Aes.Decrypt(state, roundKey);

    /// <inheritdoc/>
    public static Vector128<byte> LastRound(Vector128<byte> state, Vector128<byte> roundKey) => Aes.DecryptLast(state, roundKey);
}
