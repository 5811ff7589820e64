using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Repeats a message, in place if it was in place, and reports the error: in the output, in the tag, or in accepting or refusing a tag. Not thread-safe.</summary>
internal sealed class MessageReplays
{
    private const int ReplayCount = 64;

    // Before and after an output: a write there is an error, and must not hit anything else.
    private const int MarginBytes = 64;
    private const byte Margin = 0xa5;

    private readonly byte[] _tag = new byte[MessageShape.MaximumTagLength];

    /// <summary>Repeats a message.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">Its unit, made again from its seed.</param>
    public Replays Replay(ModeEngine engine, MessageMiscompare miscompare, MessageUnit unit)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        Way first = miscompare.Fault switch
        {
            MessageFault.Refused => Way.Refused,
            MessageFault.RightTagRefused => Way.TagRefused,
            MessageFault.WrongTagAccepted => Way.TagAccepted,
            MessageFault.Overrun => Way.Overrun,
            MessageFault.Underrun => Way.Underrun,
            _ => Way.Output,
        };
        var replays = new Replays(ResultOf(first, miscompare.Actual, encrypt ? miscompare.ActualTag : []), IsSpecific(first));
        for (int i = 0; i < ReplayCount; i++)
        {
            Way? way = Do(engine, miscompare, unit, out byte[] output);
            if (way is { } wrong)
            {
                replays.AddWrong(ResultOf(wrong, output, encrypt ? _tag.AsSpan(0, miscompare.ExpectedTag.Length) : []), IsSpecific(wrong));
            }
            else
            {
                replays.AddRight();
            }
        }

        return replays;
    }

    /// <summary>Whether an engine gets the message right.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">Its unit, made again from its seed.</param>
    /// <param name="output">Receives the output.</param>
    public bool IsRight(ModeEngine engine, MessageMiscompare miscompare, MessageUnit unit, out byte[] output) => Do(engine, miscompare, unit, out output) is null;

    private enum Way
    {
        /// <summary>The output or the tag is wrong.</summary>
        Output,

        /// <summary>The correct tag was refused.</summary>
        TagRefused,

        /// <summary>A wrong tag was accepted.</summary>
        TagAccepted,

        /// <summary>The engine wrote past the end of the output.</summary>
        Overrun,

        /// <summary>The engine wrote before the start of the output.</summary>
        Underrun,

        /// <summary>The engine refused the message.</summary>
        Refused,
    }

    /// <summary>Whether equal results of this kind show equal errors: a yes or no is the same for any error.</summary>
    private static bool IsSpecific(Way way) => way == Way.Output;

    private static byte[] ResultOf(Way way, ReadOnlySpan<byte> output, ReadOnlySpan<byte> tag) => way == Way.Refused
        ? [(byte)way]
        : [(byte)way, .. output, .. tag];

    /// <returns>The kind of error; null if none.</returns>
    private Way? Do(ModeEngine engine, MessageMiscompare miscompare, MessageUnit unit, out byte[] output)
    {
        int message = miscompare.MessageIndex;
        byte[] memory = new byte[MarginBytes + miscompare.Input.Length + MarginBytes];
        memory.AsSpan().Fill(Margin);
        Span<byte> result = memory.AsSpan(MarginBytes, miscompare.Input.Length);
        result.Clear();
        ReadOnlySpan<byte> input = miscompare.Operation == CipherDirection.Encrypt ? unit.Plaintext(message) : unit.Ciphertext(message);
        if (miscompare.InPlace)
        {
            ScalarBytes.Copy(input, result);
            input = result;
        }

        try
        {
            using MessageCipher cipher = engine.CreateCipher(miscompare.Mode);
            cipher.SetKey(unit.Key);
            return miscompare.Operation == CipherDirection.Encrypt
                ? Encrypt(cipher, miscompare, unit, input, result) ?? MarginsOf(memory)
                : Decrypt(cipher, miscompare, unit, input, result) ?? MarginsOf(memory);
        }
        catch (CryptographicException)
        {
            return Way.Refused;
        }
        finally
        {
            output = ScalarBytes.Copy(result);
        }
    }

    private Way? Encrypt(MessageCipher cipher, MessageMiscompare miscompare, MessageUnit unit, ReadOnlySpan<byte> input, Span<byte> result)
    {
        int message = miscompare.MessageIndex;
        Span<byte> tag = _tag.AsSpan(0, miscompare.ExpectedTag.Length);
        cipher.Encrypt(unit.Iv(message), unit.AssociatedData(message), input, result, tag);
        return !ScalarBytes.AreEqual(result, unit.Ciphertext(message)) || !ScalarBytes.AreEqual(tag, unit.Tag(message)) ? Way.Output : null;
    }

    private static Way? Decrypt(MessageCipher cipher, MessageMiscompare miscompare, MessageUnit unit, ReadOnlySpan<byte> input, Span<byte> result)
    {
        int message = miscompare.MessageIndex;
        if (miscompare.Fault == MessageFault.WrongTagAccepted)
        {
            return cipher.Decrypt(unit.Iv(message), unit.AssociatedData(message), input, miscompare.ActualTag, result) ? Way.TagAccepted : null;
        }

        bool accepted = cipher.Decrypt(unit.Iv(message), unit.AssociatedData(message), input, unit.Tag(message), result);
        return !accepted ? Way.TagRefused
            : !ScalarBytes.AreEqual(result, unit.Plaintext(message)) ? Way.Output
            : null;
    }

    /// <returns>The margin that an engine wrote to; null if both are unchanged.</returns>
    private static Way? MarginsOf(byte[] memory)
    {
        for (int i = 0; i < MarginBytes; i++)
        {
            if (memory[^(i + 1)] != Margin)
            {
                return Way.Overrun;
            }

            if (memory[i] != Margin)
            {
                return Way.Underrun;
            }
        }

        return null;
    }
}
