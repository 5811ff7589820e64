using System.Collections.Immutable;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// The Monte Carlo test of AESAVS (NIST, The Advanced Encryption Standard Algorithm Validation Suite, section 6.4): 100 outer
/// iterations of 1000 chained operations, each outer iteration with a key made from the previous outputs. One wrong bit anywhere, in the
/// cipher or in the key schedule, changes everything after it.
/// </summary>
public static class MonteCarlo
{
    /// <summary>The number of outer iterations in the standard: 100.</summary>
    public const int OuterIterations = 100;

    /// <summary>The number of operations in each outer iteration: 1000.</summary>
    public const int InnerIterations = 1000;

    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>The modes in which engines are compared: ECB and CBC.</summary>
    public static ImmutableArray<CipherMode> Modes { get; } = [CipherMode.Ecb, CipherMode.Cbc];

    /// <summary>The modes for which files are read; each step of a file is one inner loop.</summary>
    internal static ImmutableArray<CipherMode> FileModes { get; } = [CipherMode.Ecb, CipherMode.Cbc, CipherMode.Cfb8, CipherMode.Cfb, CipherMode.Ofb];

    /// <summary>Runs the whole test.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="start">The start of the test.</param>
    /// <param name="outerIterations">The number of outer iterations; 100 in the standard.</param>
    /// <exception cref="ArgumentException">A length in <paramref name="start"/> is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outerIterations"/> is less than 1.</exception>
    /// <exception cref="PlatformNotSupportedException">The engine is not supported here.</exception>
    public static MonteCarloResult Run(AesEngine engine, MonteCarloStart start, int outerIterations = OuterIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outerIterations, 1);
        byte[] outputs = new byte[outerIterations * BlockSize];
        byte[] key = ScalarBytes.Copy(start.Key.Span);
        scoped ReadOnlySpan<byte> iv = start.Iv.Span;
        scoped ReadOnlySpan<byte> input = start.Input.Span;

        // The last two outputs side by side, since the key is XORed with their last bytes.
        Span<byte> lastTwo = stackalloc byte[2 * BlockSize];
        Span<byte> previous = lastTwo[..BlockSize];
        Span<byte> last = lastTwo[BlockSize..];

        for (int i = 0; i < outerIterations; i++)
        {
            RunInner(engine.CreateCipher(key), start.Mode, start.Direction, iv, input, previous, last);
            for (int b = 0; b < BlockSize; b++)
            {
                outputs[(i * BlockSize) + b] = last[b];
            }

            ReadOnlySpan<byte> keyMask = lastTwo[^key.Length..];
            for (int b = 0; b < key.Length; b++)
            {
                key[b] ^= keyMask[b];
            }

            // ECB continues from the last output. CBC uses it as the IV, and the output before it as the input.
            iv = last;
            input = start.Mode == CipherMode.Cbc ? previous : last;
        }

        return new MonteCarloResult(engine.Name, outputs);
    }

    /// <summary>The inner loop: 1000 operations under one key, each using the outputs of earlier ones. Allocates nothing.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="mode">The mode of operation.</param>
    /// <param name="direction">The direction of the cipher.</param>
    /// <param name="iv">16 bytes; not read for ECB. May overlap an output.</param>
    /// <param name="input">16 bytes. May overlap an output.</param>
    /// <param name="previous">16 bytes: receives the output of the operation before the last.</param>
    /// <param name="last">16 bytes: receives the output of the last operation.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void RunInner(
        AesCipher cipher,
        CipherMode mode,
        CipherDirection direction,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> input,
        Span<byte> previous,
        Span<byte> last)
    {
        RequireBlock(input.Length, nameof(input));
        RequireBlock(previous.Length, nameof(previous));
        RequireBlock(last.Length, nameof(last));
        RequireBlock(mode == CipherMode.Ecb ? BlockSize : iv.Length, nameof(iv));
        if (mode == CipherMode.Cfb8 || !FileModes.Contains(mode))
        {
            throw new ArgumentException($"The block-wise Monte Carlo test does not support {mode}; use ECB, CBC, CFB128 or OFB.", nameof(mode));
        }

        // Copies in this frame, since the outputs may be the memory of the inputs.
        ScalarBlock start = ScalarBlock.Read(input);
        (ScalarBlock before, ScalarBlock end) = (mode, direction) switch
        {
            (CipherMode.Ecb, _) => RunEcb(cipher, direction, start),
            (CipherMode.Cfb or CipherMode.Ofb, _) => MonteCarloFeedback.Run(cipher, mode, direction, ScalarBlock.Read(iv), start),
            (_, CipherDirection.Encrypt) => EncryptCbc(cipher, ScalarBlock.Read(iv), start),
            _ => DecryptCbc(cipher, ScalarBlock.Read(iv), start),
        };
        before.Write(previous);
        end.Write(last);
    }

    private static (ScalarBlock Previous, ScalarBlock Last) RunEcb(AesCipher cipher, CipherDirection direction, ScalarBlock input)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock previous = input;
        input.Write(block);
        for (int j = 0; j < InnerIterations; j++)
        {
            previous = ScalarBlock.Read(block);
            if (direction == CipherDirection.Encrypt)
            {
                cipher.Encrypt(block, block);
            }
            else
            {
                cipher.Decrypt(block, block);
            }
        }

        return (previous, ScalarBlock.Read(block));
    }

    /// <summary>CT[j] = E(PT[j] ^ CT[j-1]), PT[j+1] = CT[j-1], where CT[-1] is the IV.</summary>
    private static (ScalarBlock Previous, ScalarBlock Last) EncryptCbc(AesCipher cipher, ScalarBlock iv, ScalarBlock plaintext)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock ciphertext = iv;
        for (int j = 0; j < InnerIterations; j++)
        {
            (plaintext ^ ciphertext).Write(block);
            cipher.Encrypt(block, block);
            plaintext = ciphertext;
            ciphertext = ScalarBlock.Read(block);
        }

        return (plaintext, ciphertext);
    }

    /// <summary>PT[j] = D(CT[j]) ^ CT[j-1], CT[j+1] = PT[j-1], where CT[-1] and PT[-1] are the IV.</summary>
    private static (ScalarBlock Previous, ScalarBlock Last) DecryptCbc(AesCipher cipher, ScalarBlock iv, ScalarBlock ciphertext)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock chain = iv;
        ScalarBlock plaintext = iv;
        for (int j = 0; j < InnerIterations; j++)
        {
            ciphertext.Write(block);
            cipher.Decrypt(block, block);
            ScalarBlock next = ScalarBlock.Read(block) ^ chain;
            chain = ciphertext;
            ciphertext = plaintext;
            plaintext = next;
        }

        return (ciphertext, plaintext);
    }

    private static void RequireBlock(int length, string name)
    {
        if (length != BlockSize)
        {
            throw new ArgumentException($"The span has {length} bytes: the Monte Carlo test takes one block of {BlockSize}.", name);
        }
    }
}
