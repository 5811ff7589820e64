using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// The inner loops of the Monte Carlo test of AESAVS section 6.4 in the feedback modes: CFB128, OFB and CFB8. All run the cipher forwards, in either direction.
/// </summary>
internal static class MonteCarloFeedback
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>CFB128 and OFB: 1000 blocks. The first two inputs are <paramref name="input"/> and the IV; each further input is the output before the last.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="mode">CFB128 or OFB.</param>
    /// <param name="direction">Whether the output (encryption) or the input is the ciphertext, which CFB128 feeds back.</param>
    /// <param name="iv">The IV.</param>
    /// <param name="input">The first input.</param>
    /// <returns>The output before the last, and the last output.</returns>
    public static (ScalarBlock Previous, ScalarBlock Last) Run(AesCipher cipher, CipherMode mode, CipherDirection direction, ScalarBlock iv, ScalarBlock input)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock register = iv;
        ScalarBlock output = iv;
        for (int j = 0; j < MonteCarlo.InnerIterations; j++)
        {
            register.Write(block);
            cipher.Encrypt(block, block);
            ScalarBlock keystream = ScalarBlock.Read(block);
            ScalarBlock next = input ^ keystream;
            register = mode == CipherMode.Ofb ? keystream : direction == CipherDirection.Encrypt ? next : input;
            input = output;
            output = next;
        }

        return (input, output);
    }

    /// <summary>CFB8: 1000 bytes. The 16 bytes of the IV follow the first input; each further input is the output 16 before the last.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="direction">Whether the output (encryption) or the input is the ciphertext, which is fed back.</param>
    /// <param name="iv">16 bytes.</param>
    /// <param name="input">The first input.</param>
    /// <returns>The last output.</returns>
    public static byte RunBytes(AesCipher cipher, CipherDirection direction, ReadOnlySpan<byte> iv, byte input)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        Span<byte> register = stackalloc byte[BlockSize];
        Span<byte> outputs = stackalloc byte[BlockSize];
        ScalarBytes.Copy(iv, register);
        ScalarBytes.Copy(iv, outputs);
        byte output = 0;
        for (int j = 0; j < MonteCarlo.InnerIterations; j++)
        {
            ScalarBytes.Copy(register, block);
            cipher.Encrypt(block, block);
            output = (byte)(input ^ block[0]);
            for (int b = 1; b < BlockSize; b++)
            {
                register[b - 1] = register[b];
            }

            register[^1] = direction == CipherDirection.Encrypt ? output : input;

            // A ring of outputs: the oldest is the next input, and this one replaces it.
            input = outputs[j % BlockSize];
            outputs[j % BlockSize] = output;
        }

        return output;
    }
}
