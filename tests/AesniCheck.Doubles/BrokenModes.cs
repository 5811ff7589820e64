using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Interop;

namespace AesniCheck.Doubles;

/// <summary>A fault in whole messages. Thread-safe.</summary>
internal abstract class MessageFaultInjection
{
    /// <summary>A key is about to be taken.</summary>
    public virtual void BeforeKey()
    {
    }

    /// <summary>A message is about to be encrypted or decrypted.</summary>
    public virtual void BeforeMessage(ReadOnlySpan<byte> input)
    {
    }

    /// <summary>Called after a message was encrypted or decrypted; may change its output.</summary>
    public virtual void ChangeOutput(Span<byte> output)
    {
    }

    /// <summary>A tag has been computed, or is about to be compared; changes it, or not.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="length">The bytes of the message.</param>
    public virtual void ChangeTag(Span<byte> tag, int length)
    {
    }
}

/// <summary>Modes of an engine, with a fault injected after them.</summary>
/// <param name="real">The engine.</param>
/// <param name="name">Its name.</param>
/// <param name="fault">The fault.</param>
internal sealed class BrokenModes(ModeEngine real, string name, MessageFaultInjection fault) : ModeEngine
{
    public override string Name => name;

    public override PclmulWidth? GhashWidth => real.GhashWidth;

    public override bool Supports(CipherMode mode) => real.Supports(mode);

    public override string? WhyNot(CipherMode mode) => real.WhyNot(mode);

    public override bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key) => real.SupportsKey(mode, key);

    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        real.SupportsLengths(mode, ivLength, tagLength, messageLength);

    public override MessageCipher CreateCipher(CipherMode mode) => new Cipher(real.CreateCipher(mode), fault);

    private sealed class Cipher(MessageCipher real, MessageFaultInjection fault) : MessageCipher
    {
        public override void SetKey(ReadOnlySpan<byte> key)
        {
            fault.BeforeKey();
            real.SetKey(key);
        }

        public override void Encrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
        {
            fault.BeforeMessage(plaintext);
            real.Encrypt(iv, associatedData, plaintext, ciphertext, tag);
            fault.ChangeOutput(ciphertext);
            fault.ChangeTag(tag, ciphertext.Length);
        }

        public override bool Decrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
        {
            fault.BeforeMessage(ciphertext);
            byte[] compared = tag.ToArray();
            fault.ChangeTag(compared, ciphertext.Length);
            bool accepted = real.Decrypt(iv, associatedData, ciphertext, compared, plaintext);
            fault.ChangeOutput(plaintext);
            return accepted;
        }

        protected override void Dispose(bool disposing)
        {
            real.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>One bit of GHASH is wrong on one CPU.</summary>
internal sealed class WrongGhash(int brokenCpu) : MessageFaultInjection
{
    public override void ChangeTag(Span<byte> tag, int length)
    {
        if (tag.Length > 0 && Scheduling.CurrentCpu() == brokenCpu)
        {
            tag[2] ^= 0x10;
        }
    }
}

/// <summary>The product of a wide multiplication has one bit wrong, on every CPU, and with it the tag of every message of two blocks or more.</summary>
internal sealed class WrongProduct : MessageFaultInjection
{
    public override void ChangeTag(Span<byte> tag, int length)
    {
        if (tag.Length > 0 && length >= 32)
        {
            tag[1] ^= 0x20;
        }
    }
}

/// <summary>
/// The 256-bit loop of GCM as .NET 10.0.12's ahead-of-time compiler compiles it: operands are loaded to YMM18, and the multiplication, whose encoding
/// can't name that register, reads YMM2. Therefore it multiplies by the previous value of YMM2, which differs from call to call. The loop begins at two groups of twelve blocks.
/// </summary>
internal sealed class StaleRegister : MessageFaultInjection
{
    private const int TwoGroups = 2 * 12 * 16;
    private const ulong Golden = 0x9e37_79b9_7f4a_7c15;

    private long _left;

    public override void ChangeTag(Span<byte> tag, int length)
    {
        if (length < TwoGroups)
        {
            return;
        }

        ulong left = (ulong)Interlocked.Increment(ref _left) * Golden;
        for (int i = 0; i < tag.Length; i++)
        {
            tag[i] ^= (byte)(left >> (8 * (i % 8)) | 1);
        }
    }
}

/// <summary>The last byte is wrong if 15 bytes follow the whole blocks.</summary>
internal sealed class WrongLength : MessageFaultInjection
{
    public override void ChangeOutput(Span<byte> output)
    {
        if (output.Length % 16 == 15)
        {
            output[^1] ^= 0x40;
        }
    }
}

/// <summary>One byte of the 1,024th request is wrong.</summary>
internal sealed class WrongRequest : MessageFaultInjection
{
    private readonly Once _once = new(1_024);

    public override void ChangeOutput(Span<byte> output)
    {
        if (_once.IsDue())
        {
            output[17] ^= 0xff;
        }
    }
}

/// <summary>The driver is not there.</summary>
internal sealed class NobodyThere : MessageFaultInjection
{
    public override void BeforeKey() => throw new ModeUnavailableException("the kernel closed the socket");
}
