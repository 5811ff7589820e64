using AesniCheck.Ciphers;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using BouncyCastleAes = Org.BouncyCastle.Crypto.Engines.AesEngine;

namespace AesniCheck.Vectors;

/// <summary>BouncyCastle's own modes, and XTS as the standard writes it down: an independent engine, which can be made wrong.</summary>
internal sealed class TestModes : ModeEngine
{
    public override string Name => "test";

    /// <summary>Takes any tag.</summary>
    public bool TakesAnyTag { get; init; }

    /// <summary>Flips a bit of the last byte of its output.</summary>
    public bool FlipsABit { get; init; }

    /// <summary>Refuses everything.</summary>
    public bool RefusesAll { get; init; }

    /// <summary>Has GCM only, with IVs of 12 bytes and tags of 12 or more.</summary>
    public bool IsNarrow { get; init; }

    public override bool Supports(CipherMode mode) =>
        IsNarrow ? mode == CipherMode.Gcm : mode is CipherMode.Ecb or CipherMode.Cbc or CipherMode.Ctr or CipherMode.Gcm or CipherMode.Ccm or CipherMode.Xts;

    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        base.SupportsLengths(mode, ivLength, tagLength, messageLength) && (!IsNarrow || (ivLength == 12 && tagLength >= 12));

    public override MessageCipher CreateCipher(CipherMode mode) => new Cipher(this, mode);

    private sealed class Cipher(TestModes engine, CipherMode mode) : MessageCipher
    {
        private byte[] _key = [];

        public override void SetKey(ReadOnlySpan<byte> key) =>
            _key = mode.AllowsKeyLength(key.Length) ? key.ToArray() : throw new ArgumentException("The key has a wrong length.", nameof(key));

        public override void Encrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag) =>
            Transform(encrypt: true, iv, associatedData, plaintext, tag.Length, out byte[] output).CopyTo(tag, output, ciphertext);

        public override bool Decrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
        {
            // The tag is made anew from the plaintext, for which GCM and CCM are their own inverse.
            _ = Transform(encrypt: false, iv, associatedData, ciphertext, tag.Length, out byte[] output);
            output.CopyTo(plaintext);
            return mode is not (CipherMode.Gcm or CipherMode.Ccm) || engine.TakesAnyTag
                || Transform(encrypt: true, iv, associatedData, Original(output), tag.Length, out _).Tag.AsSpan().SequenceEqual(tag);
        }

        private byte[] Original(byte[] output)
        {
            byte[] original = [.. output];
            FlipIfWanted(original);
            return original;
        }

        private void FlipIfWanted(byte[] output)
        {
            if (engine.FlipsABit && output.Length > 0)
            {
                output[^1] ^= 1;
            }
        }

        private Made Transform(bool encrypt, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> input, int tagLength, out byte[] output)
        {
            if (engine.RefusesAll || !mode.AllowsLengths(iv.Length, tagLength, input.Length))
            {
                throw new ArgumentException("A length is wrong.");
            }

            byte[] tag = [];
            output = mode switch
            {
                CipherMode.Gcm => Authenticated(new GcmBlockCipher(new BouncyCastleAes()), 16, iv.ToArray(), aad.ToArray(), input, out tag),
                CipherMode.Ccm => Authenticated(new CcmBlockCipher(new BouncyCastleAes()), tagLength, iv.ToArray(), aad.ToArray(), input, out tag),
                CipherMode.Xts => PlainXts.Transform(_key, iv, input, encrypt),
                _ => Blocks(encrypt, iv.ToArray(), input),
            };
            FlipIfWanted(output);
            return new Made(tag[..tagLength]);
        }

        /// <summary>Encryption computes the tag of its output, decryption that of its input: a counter mode is its own inverse.</summary>
        private byte[] Authenticated(IAeadCipher cipher, int tagLength, byte[] iv, byte[] aad, ReadOnlySpan<byte> input, out byte[] tag)
        {
            cipher.Init(true, new AeadParameters(new KeyParameter(_key), 8 * tagLength, iv, aad));
            byte[] output = new byte[input.Length + tagLength];
            int length = cipher.ProcessBytes(input.ToArray(), 0, input.Length, output, 0);
            _ = cipher.DoFinal(output, length);
            tag = output[^tagLength..];
            return output[..^tagLength];
        }

        private byte[] Blocks(bool encrypt, byte[] iv, ReadOnlySpan<byte> input)
        {
            var aes = new BouncyCastleAes();
            ICipherParameters key = new KeyParameter(_key);
            Func<byte[], int, byte[], int, int> process;
            switch (mode)
            {
                case CipherMode.Cbc:
                    var cbc = new CbcBlockCipher(aes);
                    cbc.Init(encrypt, new ParametersWithIV(key, iv));
                    process = cbc.ProcessBlock;
                    break;
                case CipherMode.Ctr:
                    var ctr = new SicBlockCipher(aes);
                    ctr.Init(true, new ParametersWithIV(key, iv));
                    process = ctr.ProcessBlock;
                    break;
                default:
                    aes.Init(encrypt, key);
                    process = aes.ProcessBlock;
                    break;
            }

            byte[] padded = new byte[(input.Length + 15) / 16 * 16];
            input.CopyTo(padded);
            for (int offset = 0; offset < padded.Length; offset += 16)
            {
                _ = process(padded, offset, padded, offset);
            }

            return padded[..input.Length];
        }
    }

    private readonly record struct Made(byte[] Tag)
    {
        public void CopyTo(Span<byte> tag, byte[] output, Span<byte> ciphertext)
        {
            output.CopyTo(ciphertext);
            Tag.CopyTo(tag);
        }
    }
}
