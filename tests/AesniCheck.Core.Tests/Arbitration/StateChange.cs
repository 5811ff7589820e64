using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>The output if the register that holds the state changes in the middle, computed with the instructions themselves.</summary>
internal static unsafe class StateChange
{
    /// <param name="key">The key.</param>
    /// <param name="encrypt">The direction.</param>
    /// <param name="input">The input, 16 bytes.</param>
    /// <param name="round">The round after which it changes; 0 is before the first.</param>
    /// <param name="change">The change.</param>
    public static byte[] Apply(ReadOnlySpan<byte> key, bool encrypt, ReadOnlySpan<byte> input, int round, Action<byte[]> change)
    {
        var schedule = new AesniKeySchedule();
        schedule.Expand(key);
        byte* keys = encrypt ? schedule.EncryptionKeys : schedule.DecryptionKeys;
        byte[] state = input.ToArray();
        for (int i = 0; i <= schedule.RoundCount; i++)
        {
            Vector128<byte> roundKey = Vector128.Load(keys + (16 * i));
            Vector128<byte> before = Vector128.Create(state);
            Vector128<byte> behind = (i == 0, encrypt, i == schedule.RoundCount) switch
            {
                (true, _, _) => before ^ roundKey,
                (_, true, false) => Aes.Encrypt(before, roundKey),
                (_, true, true) => Aes.EncryptLast(before, roundKey),
                (_, false, false) => Aes.Decrypt(before, roundKey),
                (_, false, true) => Aes.DecryptLast(before, roundKey),
            };
            behind.CopyTo(state);
            if (i == round)
            {
                change(state);
            }
        }

        GC.KeepAlive(schedule);
        return state;
    }
}
