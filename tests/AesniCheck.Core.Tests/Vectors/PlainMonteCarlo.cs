using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;

namespace AesniCheck.Vectors;

/// <summary>AESAVS section 6.4 as its pseudocode has it: every value in an array, whole CBC calls, nothing clever.</summary>
internal static class PlainMonteCarlo
{
    public static byte[] Run(AesEngine engine, MonteCarloStart start, int outerIterations)
    {
        List<byte> result = [];
        byte[] key = start.Key.ToArray();
        byte[] iv = start.Iv.ToArray();
        byte[] first = start.Input.ToArray();
        for (int i = 0; i < outerIterations; i++)
        {
            AesCipher cipher = engine.CreateCipher(key);
            byte[][] inputs = new byte[1001][];
            byte[][] outputs = new byte[1000][];
            inputs[0] = first;
            for (int j = 0; j < 1000; j++)
            {
                outputs[j] = new byte[16];
                if (start.Mode == CipherMode.Ecb)
                {
                    Transform(CipherMode.Ecb, cipher, start.Direction, [], inputs[j], outputs[j]);
                    inputs[j + 1] = outputs[j];
                }
                else
                {
                    // The chaining value is the ciphertext before: an output when encrypting, an input when decrypting.
                    byte[][] ciphertexts = start.Direction == CipherDirection.Encrypt ? outputs : inputs;
                    byte[] chain = j == 0 ? iv : ciphertexts[j - 1];
                    Transform(CipherMode.Cbc, cipher, start.Direction, chain, inputs[j], outputs[j]);
                    inputs[j + 1] = j == 0 ? iv : outputs[j - 1];
                }
            }

            result.AddRange(outputs[999]);
            byte[] mask = key.Length switch
            {
                16 => outputs[999],
                24 => [.. outputs[998][8..], .. outputs[999]],
                _ => [.. outputs[998], .. outputs[999]],
            };
            key = [.. key.Zip(mask, (left, right) => (byte)(left ^ right))];
            iv = outputs[999];
            first = start.Mode == CipherMode.Ecb ? outputs[999] : outputs[998];
        }

        return [.. result];
    }

    private static void Transform(
        CipherMode mode, AesCipher cipher, CipherDirection direction, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        switch (mode, direction)
        {
            case (CipherMode.Ecb, CipherDirection.Encrypt):
                cipher.Encrypt(input, output);
                break;
            case (CipherMode.Ecb, _):
                cipher.Decrypt(input, output);
                break;
            case (_, CipherDirection.Encrypt):
                CbcMode.Encrypt(cipher, iv, input, output);
                break;
            default:
                CbcMode.Decrypt(cipher, iv, input, output);
                break;
        }
    }
}
