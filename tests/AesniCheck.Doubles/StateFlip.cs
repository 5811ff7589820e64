using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;

namespace AesniCheck.Doubles;

/// <summary>Computes the output if a bit of the state flips in the middle, with the instructions themselves.</summary>
internal static unsafe class StateFlip
{
    /// <summary>Goes back from the correct output to the state after a round, flips bits there, and goes forward again.</summary>
    public static byte[] Apply(AesniKeySchedule schedule, bool encrypt, ReadOnlySpan<byte> rightOutput, int round, int byteIndex, byte mask)
    {
        byte* keys = encrypt ? schedule.EncryptionKeys : schedule.DecryptionKeys;
        int rounds = schedule.RoundCount;
        byte[] input = new byte[16];

        // A key schedule begins with its key.
        AesCipher cipher = AesEngines.Aesni.CreateCipher(new ReadOnlySpan<byte>(schedule.EncryptionKeys, schedule.KeySize.ByteCount));
        if (encrypt)
        {
            cipher.Decrypt(rightOutput, input);
        }
        else
        {
            cipher.Encrypt(rightOutput, input);
        }

        Vector128<byte> state = Vector128.Create(input) ^ Vector128.Load(keys);
        for (int i = 1; i <= rounds; i++)
        {
            Vector128<byte> key = Vector128.Load(keys + (16 * i));
            state = (encrypt, i == rounds) switch
            {
                (true, false) => Aes.Encrypt(state, key),
                (true, true) => Aes.EncryptLast(state, key),
                (false, false) => Aes.Decrypt(state, key),
                (false, true) => Aes.DecryptLast(state, key),
            };
            if (i == round)
            {
                state = state.WithElement(byteIndex, (byte)(state.GetElement(byteIndex) ^ mask));
            }
        }

        byte[] output = new byte[16];
        state.CopyTo(output);
        return output;
    }
}
