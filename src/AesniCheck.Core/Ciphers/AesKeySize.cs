namespace AesniCheck.Ciphers;

/// <summary>The three key lengths of FIPS 197, in bits.</summary>
public enum AesKeySize
{
    /// <summary>A key of 16 bytes, 10 rounds.</summary>
    Aes128 = 128,

    /// <summary>A key of 24 bytes, 12 rounds.</summary>
    Aes192 = 192,

    /// <summary>A key of 32 bytes, 14 rounds.</summary>
    Aes256 = 256,
}

/// <summary>The sizes that FIPS 197 section 5 (table 3) derives from a key length.</summary>
public static class AesKeySizes
{
    /// <summary>All key sizes, shortest first.</summary>
    public static IReadOnlyList<AesKeySize> All { get; } = [AesKeySize.Aes128, AesKeySize.Aes192, AesKeySize.Aes256];

    extension(AesKeySize keySize)
    {
        /// <summary>The length of the key in bytes: 16, 24 or 32.</summary>
        public int ByteCount => (int)keySize / 8;

        /// <summary>Nk: the length of the key in 32-bit words: 4, 6 or 8.</summary>
        public int WordCount => (int)keySize / 32;

        /// <summary>Nr: the number of rounds: 10, 12 or 14.</summary>
        public int RoundCount => keySize.WordCount + 6;
    }

    /// <summary>Returns the key size for a key of <paramref name="byteCount"/> bytes.</summary>
    /// <exception cref="ArgumentException">The length is not 16, 24 or 32.</exception>
    public static AesKeySize FromByteCount(int byteCount) => byteCount switch
    {
        16 => AesKeySize.Aes128,
        24 => AesKeySize.Aes192,
        32 => AesKeySize.Aes256,
        _ => throw new ArgumentException($"An AES key has 16, 24 or 32 bytes, not {byteCount}.", nameof(byteCount)),
    };
}
