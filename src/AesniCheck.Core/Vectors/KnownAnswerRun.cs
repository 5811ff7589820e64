using System.Security.Cryptography;
using AesniCheck.Ciphers;
using CipherMode = AesniCheck.Ciphers.CipherMode;

namespace AesniCheck.Vectors;

/// <summary>The run of one engine over one file. Vectors of the same mode share one cipher, which gets the key anew for every vector.</summary>
/// <param name="file">The file.</param>
/// <param name="engine">The engine.</param>
/// <param name="output">The memory for the engine's answers.</param>
internal sealed class KnownAnswerRun(VectorFile file, ModeEngine engine, OutputBuffer output) : IDisposable
{
    private const int BlockSize = AesCipher.BlockSize;

    private MessageCipher? _cipher;
    private CipherMode _mode;

    /// <inheritdoc/>
    public void Dispose() => _cipher?.Dispose();

    /// <summary>Tries a vector whose mode and lengths the engine supports.</summary>
    /// <returns>The failure; null if the answer is right.</returns>
    public KnownAnswerFailure? Try(CipherVector vector)
    {
        VectorAnswer answer = Answer(vector);
        return answer.Matches(vector) ? null : answer.Failure(vector, file.FileName, engine.Name);
    }

    /// <summary>Returns the engine's answer to a vector whose mode and lengths it supports. The answer is valid until the next call.</summary>
    public VectorAnswer Answer(CipherVector vector)
    {
        if (file.IsMonteCarlo)
        {
            return AnswerMonteCarlo(vector);
        }

        MessageCipher cipher = CipherFor(vector.Mode);
        try
        {
            // Every vector sets its key, even if it equals the previous vector's: the key schedule is under test too.
            cipher.SetKey(vector.Key.Span);
            return vector.Direction == CipherDirection.Encrypt ? Encrypt(vector, cipher) : Decrypt(vector, cipher);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // The engine rejects a length that the mode's standard forbids too (other lengths were checked before), or it fails.
            return VectorAnswer.Refusal;
        }
    }

    private VectorAnswer AnswerMonteCarlo(CipherVector vector)
    {
        MessageCipher ecb = CipherFor(CipherMode.Ecb);
        ecb.SetKey(vector.Key.Span);
        if (vector.Mode == CipherMode.Cfb8)
        {
            Span<byte> last = output.Take(1);
            last[0] = MonteCarloFeedback.RunBytes(new EcbBlocks(ecb), vector.Direction, vector.Iv.Span, vector.Input.Span[0]);
            return VectorAnswer.Of(last);
        }

        Span<byte> previous = stackalloc byte[BlockSize];
        Span<byte> actual = output.Take(BlockSize);
        MonteCarlo.RunInner(new EcbBlocks(ecb), vector.Mode, vector.Direction, vector.Iv.Span, vector.Input.Span, previous, actual);
        return VectorAnswer.Of(actual);
    }

    private VectorAnswer Encrypt(CipherVector vector, MessageCipher cipher)
    {
        // The tag follows the ciphertext, so that a difference has a single index.
        int length = vector.Ciphertext.Length;
        Span<byte> actual = output.Take(length + vector.Tag.Length);
        ReadOnlySpan<byte> plaintext = vector.IsPadded ? Pkcs7.Pad(vector.Plaintext.Span) : vector.Plaintext.Span;
        cipher.Encrypt(vector.Iv.Span, vector.AssociatedData.Span, plaintext, actual[..length], actual[length..]);
        return VectorAnswer.Of(actual);
    }

    private VectorAnswer Decrypt(CipherVector vector, MessageCipher cipher)
    {
        Span<byte> actual = output.Take(vector.Ciphertext.Length);
        bool isAccepted = cipher.Decrypt(vector.Iv.Span, vector.AssociatedData.Span, vector.Ciphertext.Span, vector.Tag.Span, actual);
        int length = vector.IsPadded && isAccepted ? Pkcs7.LengthWithout(actual) : actual.Length;
        return isAccepted && length >= 0 ? VectorAnswer.Of(actual[..length]) : VectorAnswer.Refusal;
    }

    private MessageCipher CipherFor(CipherMode mode)
    {
        if (_cipher is null || _mode != mode)
        {
            _cipher?.Dispose();
            _cipher = engine.CreateCipher(mode);
            _mode = mode;
        }

        return _cipher;
    }
}
