using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;

namespace AesniCheck.Arbitration;

/// <summary>A random block under a random key of any size, in either direction, and one bit of one round.</summary>
public sealed record StateCase(AesKeySize KeySize, bool Encrypt, int Seed, int Round, int Bit)
{
    public static Arbitrary<StateCase> Any { get; } = (
        from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
        from encrypt in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        from round in Gen.Choose(0, keySize.RoundCount)
        from bit in Gen.Choose(0, 127)
        select new StateCase(keySize, encrypt, seed, round, bit)).ToArbitrary();

    public byte[] Key => Random(Seed, KeySize.ByteCount);

    public byte[] Input => Random(Seed ^ 1, AesCipher.BlockSize);

    internal SoftwareKeySchedule Schedule()
    {
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(Key);
        return schedule;
    }

    public byte[] Output()
    {
        byte[] output = new byte[AesCipher.BlockSize];
        AesCipher cipher = AesEngines.Software.CreateCipher(Key);
        if (Encrypt)
        {
            cipher.Encrypt(Input, output);
        }
        else
        {
            cipher.Decrypt(Input, output);
        }

        return output;
    }

    /// <summary>The output if the bit flipped after the round.</summary>
    public byte[] FlippedOutput() => StateChange.Apply(Key, Encrypt, Input, Round, state => state[Bit / 8] ^= (byte)(1 << (Bit % 8)));

    private static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
