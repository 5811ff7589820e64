using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Miscompares of whole messages made by hand of a real unit.</summary>
internal static class MessageEvidence
{
    public const ulong Seed = 0x3e55a9e;

    public static MessageUnit Unit(CipherMode mode, AesKeySize keySize = AesKeySize.Aes128)
    {
        var unit = new MessageUnit();
        unit.Make(
            Seed,
            new MessageShape
            {
                Mode = mode,
                IvLengths = [mode switch { CipherMode.Ecb => 0, CipherMode.Gcm => 12, _ => 16 }],
                TagLengths = [mode == CipherMode.Gcm ? 16 : 0],
                Minimum = 160,
                Maximum = 320,
                Multiple = mode.IsByWholeBlocks ? 16 : 1,
            },
            keySize);
        return unit;
    }

    /// <summary>The evidence that the probe would copy from that unit in memory, with this actual output.</summary>
    public static MessageMiscompare Of(MessageUnit unit, CipherDirection operation, byte[] actual, MessageFault fault = MessageFault.Output, int message = 3)
    {
        byte[] plaintext = unit.Plaintext(message).ToArray();
        byte[] ciphertext = unit.Ciphertext(message).ToArray();
        return new MessageMiscompare
        {
            Probe = ModeProbe.ProbeName,
            UnitSeed = unit.Seed,
            Fault = fault,
            Engine = "scripted",
            Mode = unit.Shape.Mode,
            Operation = operation,
            KeySizeBits = (int)unit.KeySize,
            MessageIndex = message,
            InPlace = false,
            Alignment = 7,
            Key = unit.Key.ToArray(),
            Iv = unit.Iv(message).ToArray(),
            AssociatedData = unit.AssociatedData(message).ToArray(),
            Input = operation == CipherDirection.Encrypt ? plaintext : ciphertext,
            Expected = operation == CipherDirection.Encrypt ? ciphertext : plaintext,
            Actual = actual,
            ExpectedTag = unit.Tag(message).ToArray(),
            ActualTag = unit.Tag(message).ToArray(),
        };
    }

    /// <summary>The right output of a message, with these bits of a byte flipped.</summary>
    public static byte[] Flipped(MessageUnit unit, CipherDirection operation, int index, byte mask, int message = 3)
    {
        byte[] output = (operation == CipherDirection.Encrypt ? unit.Ciphertext(message) : unit.Plaintext(message)).ToArray();
        output[index] ^= mask;
        return output;
    }

    /// <summary>The output if a bit of the cipher's state flips after a round of a block: by the formulas of the modes.</summary>
    public static byte[] FlippedBehind(MessageUnit unit, CipherDirection operation, int block, int round, int byteIndex, byte mask, int message = 3)
    {
        bool encrypting = operation == CipherDirection.Encrypt;
        byte[] key = unit.Key.ToArray();
        byte[] iv = unit.Iv(message).ToArray();
        byte[] input = (encrypting ? unit.Plaintext(message) : unit.Ciphertext(message)).ToArray();
        byte[] output = (encrypting ? unit.Ciphertext(message) : unit.Plaintext(message)).ToArray();
        byte[] ciphertext = encrypting ? output : input;
        byte[] here = input[(16 * block)..(16 * (block + 1))];
        byte[] before = block == 0 ? iv : ciphertext[(16 * (block - 1))..(16 * block)];
        byte[] zero = new byte[16];
        (bool encrypts, byte[] cipherInput, byte[] behind) = (unit.Shape.Mode, encrypting) switch
        {
            (CipherMode.Ecb, _) => (encrypting, here, zero),
            (CipherMode.Cbc, true) => (true, Xor(here, before), zero),
            (CipherMode.Cbc, false) => (false, here, before),
            (CipherMode.Cfb, _) => (true, before, here),
            (CipherMode.Ctr, _) => (true, Counter(iv, block), here),
            (CipherMode.Gcm, _) => (true, Counter([.. iv, 0, 0, 0, 1], block + 1), here),
            _ => throw new NotSupportedException(),
        };
        byte[] changed = StateChange.Apply(key, encrypts, cipherInput, round, state => state[byteIndex] ^= mask);
        Xor(changed, behind).CopyTo(output.AsSpan(16 * block));
        return output;
    }

    /// <summary>Changes memory of a unit that is only to be read.</summary>
    public static void Poison(ReadOnlySpan<byte> memory, int index, byte mask) => Unsafe.Add(ref MemoryMarshal.GetReference(memory), index) ^= mask;

    private static byte[] Counter(byte[] first, int blocks)
    {
        BigInteger counter = (new BigInteger(first, isUnsigned: true, isBigEndian: true) + blocks) % (BigInteger.One << 128);
        byte[] bytes = counter.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[16 - bytes.Length], .. bytes];
    }

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (a, b) => (byte)(a ^ b))];
}
