using AesniCheck.Ciphers;

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
                if (start.Mode == BlockMode.Ecb)
                {
                    BlockMode.Ecb.Transform(cipher, start.Direction, [], inputs[j], outputs[j]);
                    inputs[j + 1] = outputs[j];
                }
                else
                {
                    // The chaining value is the ciphertext before: an output when encrypting, an input when decrypting.
                    byte[][] ciphertexts = start.Direction == CipherDirection.Encrypt ? outputs : inputs;
                    byte[] chain = j == 0 ? iv : ciphertexts[j - 1];
                    BlockMode.Cbc.Transform(cipher, start.Direction, chain, inputs[j], outputs[j]);
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
            first = start.Mode == BlockMode.Ecb ? outputs[999] : outputs[998];
        }

        return [.. result];
    }
}
