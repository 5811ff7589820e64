using System.Buffers.Binary;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// CTR or XTS of libcrypto. A CTR message is passed whole, in two pieces or in many small ones, since the library keeps
/// the rest of a key stream block between calls. The choice follows from the IV and the length, so it is the same when the
/// message is tried again. An XTS data unit is passed in one piece only.
/// </summary>
/// <param name="modes">The library's modes.</param>
/// <param name="mode">CTR or XTS.</param>
internal sealed unsafe class LibCryptoCipher(LibCryptoModes modes, CipherMode mode) : MessageCipher
{
    // Pieces end around one, two and four blocks: the longest is one byte longer than four.
    private const int MaximumPieceLength = 65;

    private readonly LibCryptoContext _encryption = modes.CreateContext(encrypts: true);
    private readonly LibCryptoContext _decryption = modes.CreateContext(encrypts: false);
    private bool _hasKey;

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        if (!mode.AllowsKeyLength(key.Length))
        {
            throw new ArgumentException($"{mode} does not permit a key of {key.Length} bytes.", nameof(key));
        }

        nint cipher = modes.Cipher(mode, key.Length);
        _hasKey = false;
        _encryption.SetKey(cipher, key);
        _decryption.SetKey(cipher, key);
        _hasKey = true;
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        MessageSpans.Require(mode, iv, associatedData, plaintext, ciphertext, tag);
        Transform(_encryption, iv, plaintext, ciphertext);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        MessageSpans.Require(mode, iv, associatedData, ciphertext, plaintext, tag);
        Transform(_decryption, iv, ciphertext, plaintext);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encryption.Dispose();
            _decryption.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Transform(LibCryptoContext context, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (!_hasKey)
        {
            throw new InvalidOperationException("No key is set: call SetKey first.");
        }

        context.Begin(iv);
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(iv[8..]);
        var random = new SplitMix64(BinaryPrimitives.ReadUInt64LittleEndian(iv) ^ ulong.RotateLeft(low, 1) ^ (ulong)input.Length);
        ulong way = mode == CipherMode.Ctr ? random.Next() % 4 : 0;
        fixed (byte* from = input, to = output)
        {
            for (int offset = 0; offset < input.Length;)
            {
                int left = input.Length - offset;
                int piece = way switch
                {
                    2 when offset == 0 => 1 + (int)(random.Next() % (ulong)left),
                    3 => Math.Min(left, 1 + (int)(random.Next() % MaximumPieceLength)),
                    _ => left,
                };
                context.Update(from + offset, to + offset, piece);
                offset += piece;
            }
        }

        context.End();
    }
}
