using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The padding of RFC 5652 section 6.3, also that of PKCS #5: 1 to 16 bytes, each holding their number.</summary>
internal static class Pkcs7
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Returns a padded copy.</summary>
    public static byte[] Pad(ReadOnlySpan<byte> message)
    {
        int count = BlockSize - (message.Length % BlockSize);
        byte[] padded = new byte[message.Length + count];
        ScalarBytes.Copy(message, padded);
        for (int i = message.Length; i < padded.Length; i++)
        {
            padded[i] = (byte)count;
        }

        return padded;
    }

    /// <summary>Returns the length of a padded message, of whole blocks, without its padding; -1 if the padding is wrong.</summary>
    public static int LengthWithout(ReadOnlySpan<byte> padded)
    {
        int count = padded.IsEmpty ? 0 : padded[^1];
        if (count is 0 or > BlockSize)
        {
            return -1;
        }

        for (int i = padded.Length - count; i < padded.Length; i++)
        {
            if (padded[i] != count)
            {
                return -1;
            }
        }

        return padded.Length - count;
    }
}
