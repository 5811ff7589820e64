using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Portable;

namespace AesniCheck.Arbitration;

/// <summary>Tries the instructions that a whole message takes in hardware: the rounds of each block, and in GCM those of GHASH at a width.</summary>
internal static class MessageTrial
{
    private const int BlockSize = AesCipher.BlockSize;
    private const int ShortIvLength = 12;

    /// <summary>Tries the instructions of a message.</summary>
    /// <param name="trial">Tries the instructions.</param>
    /// <param name="message">The correct message.</param>
    /// <param name="width">The width of GHASH's multiplications; null if GHASH is not computed in hardware.</param>
    public static void Try(InstructionTrial trial, TrialMessage message, PclmulWidth? width)
    {
        var recorder = new BlockRecorder();
        using MessageCipher cipher = new PortableModes(recorder).CreateCipher(message.Mode);
        cipher.SetKey(message.Key);
        byte[] output = new byte[message.Plaintext.Length];
        byte[] tag = new byte[message.Mode.IsAuthenticated ? BlockSize : 0];
        if (message.Operation == CipherDirection.Encrypt)
        {
            cipher.Encrypt(message.Iv, message.AssociatedData, message.Plaintext, output, tag.AsSpan(0, message.Mode == CipherMode.Ccm ? message.TagLength : tag.Length));
        }
        else
        {
            _ = cipher.Decrypt(message.Iv, message.AssociatedData, message.Ciphertext, tag.AsSpan(0, message.TagLength), output);
        }

        TryBlocks(trial, recorder.Blocks);
        if (message.Mode == CipherMode.Gcm && width is { } multiplied)
        {
            TryGhash(trial, message, multiplied);
        }
    }

    private static void TryBlocks(InstructionTrial trial, IReadOnlyList<RecordedBlock> blocks)
    {
        var schedule = new SoftwareKeySchedule();
        byte[]? key = null;
        foreach (RecordedBlock block in blocks)
        {
            if (!ReferenceEquals(key, block.Key))
            {
                key = block.Key;
                schedule.Expand(key);
                AesTrials.TryExpansion(trial, schedule);
            }

            AesTrials.TryBlock(trial, schedule, block.Encrypt, block.Input);
        }
    }

    /// <summary>Tries GHASH in the same order as <see cref="AesniGcm"/>.</summary>
    private static void TryGhash(InstructionTrial trial, TrialMessage message, PclmulWidth width)
    {
        byte[] hashKey = new byte[BlockSize];
        AesEngines.Software.CreateCipher(message.Key).Encrypt(hashKey, hashKey);
        var ghash = new GhashTrial(trial, width, hashKey);
        if (message.Iv.Length != ShortIvLength)
        {
            ghash.Update(message.Iv);
            ghash.UpdateLengths(0, message.Iv.Length);
            ghash.Reset();
        }

        ghash.Update(message.AssociatedData);
        int groups = message.Ciphertext.Length / AesniGcmLoop.GroupSize;

        // Encryption hashes each group while the next is encrypted, so the last group is left to the hash alone.
        int together = AesniGcmLoop.GroupSize * (message.Operation == CipherDirection.Encrypt ? Math.Max(groups - 1, 0) : groups);
        ghash.UpdateGroups(message.Ciphertext.AsSpan(0, together));
        ghash.Update(message.Ciphertext.AsSpan(together));
        ghash.UpdateLengths(message.AssociatedData.Length, message.Ciphertext.Length);
    }
}

/// <summary>A correct message on which to try instructions.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Operation">Encryption or decryption.</param>
/// <param name="Key">The key.</param>
/// <param name="Iv">The IV.</param>
/// <param name="AssociatedData">The associated data.</param>
/// <param name="Plaintext">The plaintext.</param>
/// <param name="Ciphertext">The ciphertext, of the same length.</param>
/// <param name="TagLength">The length of the tag in bytes; 0 for modes without one.</param>
internal sealed record TrialMessage(
    CipherMode Mode, CipherDirection Operation, byte[] Key, byte[] Iv, byte[] AssociatedData, byte[] Plaintext, byte[] Ciphertext, int TagLength);
