using System.Runtime.InteropServices;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Miscompares made by hand of a real unit.</summary>
internal static class Evidence
{
    public const ulong Seed = 0x5eed;

    public static BlockUnit Unit(AesKeySize keySize = AesKeySize.Aes128)
    {
        var unit = new BlockUnit();
        unit.Make(Seed, keySize);
        return unit;
    }

    /// <summary>The evidence that the probe would copy from that unit in memory, with this actual output.</summary>
    public static BlockMiscompare Of(BlockUnit unit, int block, bool encrypt, ReadOnlySpan<byte> actual)
    {
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(unit.Key);
        ReadOnlySpan<byte> plaintext = Block(unit.PlaintextSpan, block);
        ReadOnlySpan<byte> ciphertext = Block(unit.CiphertextSpan, block);
        return Samples.Miscompare with
        {
            Operation = encrypt ? CipherDirection.Encrypt : CipherDirection.Decrypt,
            UnitSeed = unit.Seed,
            KeySizeBits = (int)unit.KeySize,
            BlockIndex = block,
            Key = unit.Key.ToArray(),
            Input = (encrypt ? plaintext : ciphertext).ToArray(),
            Expected = (encrypt ? ciphertext : plaintext).ToArray(),
            Actual = actual.ToArray(),
            RoundKeys = MemoryMarshal.AsBytes(encrypt ? schedule.EncryptionWords : schedule.DecryptionWords).ToArray(),
        };
    }

    /// <summary>The right output, with these bits flipped.</summary>
    public static byte[] Flipped(BlockUnit unit, int block, bool encrypt, int byteIndex, byte mask)
    {
        byte[] output = Block(encrypt ? unit.CiphertextSpan : unit.PlaintextSpan, block).ToArray();
        output[byteIndex] ^= mask;
        return output;
    }

    public static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> blocks, int index) => blocks.Slice(16 * index, 16);

    /// <summary>Bytes that have nothing to do with any unit.</summary>
    public static byte[] Unrelated()
    {
        byte[] bytes = new byte[16];
        new Random(20_260_329).NextBytes(bytes);
        return bytes;
    }
}
