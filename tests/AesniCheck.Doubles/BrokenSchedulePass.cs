using System.Numerics;
using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Doubles;

/// <summary>The real key expansion, with 0x05 as the third round constant on one CPU, for keys that begin with certain bits.</summary>
internal sealed unsafe class BrokenSchedulePass(int brokenCpu) : SchedulePass
{
    /// <summary>The number of the round constant.</summary>
    public const int Constant = 3;

    private readonly AesniSchedulePass _real = new();

    public override void Expand(ReadOnlySpan<byte> key)
    {
        _real.Expand(key);
        if (key[0] == 0xa5 && Scheduling.CurrentCpu() == brokenCpu)
        {
            Poison(key.Length / sizeof(uint));
        }
    }

    public override byte* RoundKeys(CipherDirection direction) => _real.RoundKeys(direction);

    /// <summary>From the word on that the constant goes into, all words follow from the ones before.</summary>
    private void Poison(int keyWords)
    {
        int rounds = keyWords + 6;
        uint* words = (uint*)_real.RoundKeys(CipherDirection.Encrypt);
        for (int i = Constant * keyWords; i < 4 * (rounds + 1); i++)
        {
            uint word = words[i - 1];
            if (i % keyWords == 0)
            {
                uint constant = AesTables.RoundConstants[(i / keyWords) - 1];
                word = SubWord(BitOperations.RotateRight(word, 8)) ^ (i == Constant * keyWords ? constant ^ 1 : constant);
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                word = SubWord(word);
            }

            words[i] = words[i - keyWords] ^ word;
        }

        uint* inverse = (uint*)_real.RoundKeys(CipherDirection.Decrypt);
        for (int i = 0; i < 4 * (rounds + 1); i++)
        {
            uint word = words[(4 * (rounds - (i / 4))) + (i % 4)];
            inverse[i] = i < 4 || i >= 4 * rounds ? word : AesTables.InverseMixColumn(word);
        }
    }

    private static uint SubWord(uint word) =>
        AesTables.Sbox[(byte)word]
        | (uint)AesTables.Sbox[(byte)(word >> 8)] << 8
        | (uint)AesTables.Sbox[(byte)(word >> 16)] << 16
        | (uint)AesTables.Sbox[word >> 24] << 24;
}
