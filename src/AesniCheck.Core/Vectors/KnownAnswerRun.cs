using System.Security.Cryptography;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using CipherMode = AesniCheck.Ciphers.Modes.CipherMode;

namespace AesniCheck.Vectors;

/// <summary>One engine's way through one file. One cipher serves for each mode, and takes every vector's key anew.</summary>
internal sealed class KnownAnswerRun(VectorFile file, ModeEngine engine) : IDisposable
{
    private const int BlockSize = AesCipher.BlockSize;
    private const int MarginBytes = 64;

    private ModeCipher? _cipher;
    private CipherMode _mode;
    private byte[] _buffer = [];

    /// <inheritdoc/>
    public void Dispose() => _cipher?.Dispose();

    /// <summary>Tries a vector whose mode and lengths the engine has.</summary>
    /// <returns>What went wrong; null if nothing did.</returns>
    public KnownAnswerFailure? Try(CipherVector vector)
    {
        if (file.IsMonteCarlo)
        {
            return TryMonteCarlo(vector);
        }

        ModeCipher cipher = CipherFor(vector.Mode);
        try
        {
            // Every vector sets its key, even where it is that of the vector before: the key schedule is under test too.
            cipher.SetKey(vector.Key.Span);
            return vector.Direction == CipherDirection.Encrypt ? TryEncryption(vector, cipher) : TryDecryption(vector, cipher);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // A length that the engine does not take, what the mode's standard allows having been asked for before; or it will not work.
            return Refusal(vector);
        }
    }

    private KnownAnswerFailure? TryMonteCarlo(CipherVector vector)
    {
        ModeCipher ecb = CipherFor(CipherMode.Ecb);
        ecb.SetKey(vector.Key.Span);
        Span<byte> previous = stackalloc byte[BlockSize];
        Span<byte> actual = Buffer(BlockSize);
        MonteCarlo.RunInner(new EcbBlocks(ecb), vector.Mode, vector.Direction, vector.Iv.Span, vector.Input.Span, previous, actual);
        return Compare(vector, actual);
    }

    private KnownAnswerFailure? TryEncryption(CipherVector vector, ModeCipher cipher)
    {
        // The tag lies behind the ciphertext, so that a difference has one place.
        int length = vector.Ciphertext.Length;
        Span<byte> actual = Buffer(length + vector.Tag.Length);
        ReadOnlySpan<byte> plaintext = vector.IsPadded ? Pkcs7.Pad(vector.Plaintext.Span) : vector.Plaintext.Span;
        cipher.Encrypt(vector.Iv.Span, vector.AssociatedData.Span, plaintext, actual[..length], actual[length..]);
        return Compare(vector, actual);
    }

    private KnownAnswerFailure? TryDecryption(CipherVector vector, ModeCipher cipher)
    {
        Span<byte> actual = Buffer(vector.Ciphertext.Length);
        bool isAccepted = cipher.Decrypt(vector.Iv.Span, vector.AssociatedData.Span, vector.Ciphertext.Span, vector.Tag.Span, actual);
        int length = vector.IsPadded && isAccepted ? Pkcs7.LengthWithout(actual) : actual.Length;
        isAccepted &= length >= 0;

        return !isAccepted ? Refusal(vector)
            : vector.Result == ExpectedResult.Invalid ? Failure(vector, KnownAnswerError.Accepted, [], ScalarBytes.Copy(actual[..length]), -1)
            : Compare(vector, actual[..length]);
    }

    private KnownAnswerFailure? Refusal(CipherVector vector) =>
        vector.Result == ExpectedResult.Valid ? Failure(vector, KnownAnswerError.Refused, ExpectedOf(vector), [], -1) : null;

    private KnownAnswerFailure? Compare(CipherVector vector, ReadOnlySpan<byte> actual)
    {
        byte[] expected = ExpectedOf(vector);

        // A padding that was cut wrongly leaves another length: the first byte beyond the shorter one is the difference.
        int common = Math.Min(expected.Length, actual.Length);
        int difference = ScalarBytes.FirstDifference(actual[..common], expected.AsSpan(0, common));
        difference = difference < 0 && expected.Length != actual.Length ? common : difference;
        return difference < 0 ? null : Failure(vector, KnownAnswerError.WrongOutput, expected, ScalarBytes.Copy(actual), difference);
    }

    private KnownAnswerFailure Failure(CipherVector vector, KnownAnswerError error, byte[] expected, byte[] actual, int difference) =>
        new(file.FileName, vector, engine.Name, error, expected, actual, difference);

    private static byte[] ExpectedOf(CipherVector vector)
    {
        ReadOnlySpan<byte> tag = vector.Direction == CipherDirection.Encrypt ? vector.Tag.Span : [];
        byte[] expected = new byte[vector.Expected.Length + tag.Length];
        ScalarBytes.Copy(vector.Expected.Span, expected);
        ScalarBytes.Copy(tag, expected.AsSpan(vector.Expected.Length));
        return expected;
    }

    private ModeCipher CipherFor(CipherMode mode)
    {
        if (_cipher is null || _mode != mode)
        {
            _cipher?.Dispose();
            _cipher = engine.CreateCipher(mode);
            _mode = mode;
        }

        return _cipher;
    }

    /// <summary>
    /// Memory that the output goes to. The output of the previous vector is wiped, so that an engine that does nothing does not pass.
    /// There is room around it: a library that writes outside its buffers must not hit the runtime's heap.
    /// </summary>
    private Span<byte> Buffer(int length)
    {
        if (_buffer.Length < length + (2 * MarginBytes))
        {
            _buffer = new byte[Math.Max(length + (2 * MarginBytes), 2 * _buffer.Length)];
        }

        Span<byte> buffer = _buffer.AsSpan(MarginBytes, length);
        buffer.Clear();
        return buffer;
    }
}
