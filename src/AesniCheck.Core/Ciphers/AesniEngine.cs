using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers;

/// <summary>AES-NI through <see cref="Aes"/>: eight blocks in flight, since AESENC takes about four cycles and two can start per cycle.</summary>
public sealed class AesniEngine : AesEngine
{
    /// <summary>The number of bytes in flight.</summary>
    internal const int GroupSize = 8 * AesCipher.BlockSize;

    /// <inheritdoc/>
    public override string Name => "aesni";

    /// <inheritdoc/>
    public override bool IsSupported => Aes.IsSupported;

    /// <inheritdoc/>
    public override AesCipher CreateCipher(ReadOnlySpan<byte> key)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("This CPU or runtime has no AES instructions.");
        }

        var schedule = new AesniKeySchedule();
        schedule.Expand(key);
        return new Cipher(schedule);
    }

    /// <summary>Makes a cipher over a schedule that its owner expands, repeatedly if needed. The owner must make sure that the engine is supported.</summary>
    internal static AesCipher CreateCipher(AesniKeySchedule schedule) => new Cipher(schedule);

    private sealed unsafe class Cipher(AesniKeySchedule schedule) : AesCipher
    {
        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            byte* keys = schedule.EncryptionKeys;
            Transform<AesniEncryption>(input, output, keys);
        }

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            byte* keys = schedule.DecryptionKeys;
            Transform<AesniDecryption>(input, output, keys);
        }

        private void Transform<TDirection>(ReadOnlySpan<byte> input, Span<byte> output, byte* keys)
            where TDirection : struct, IAesniDirection
        {
            ref byte source = ref MemoryMarshal.GetReference(input);
            ref byte destination = ref MemoryMarshal.GetReference(output);
            byte* last = keys + (schedule.RoundCount * BlockSize);
            nuint length = (nuint)input.Length;
            nuint offset = 0;

            for (; offset + GroupSize <= length; offset += GroupSize)
            {
                Vector128<byte> key = Vector128.Load(keys);
                Vector128<byte> b0 = Vector128.LoadUnsafe(ref source, offset) ^ key;
                Vector128<byte> b1 = Vector128.LoadUnsafe(ref source, offset + 16) ^ key;
                Vector128<byte> b2 = Vector128.LoadUnsafe(ref source, offset + 32) ^ key;
                Vector128<byte> b3 = Vector128.LoadUnsafe(ref source, offset + 48) ^ key;
                Vector128<byte> b4 = Vector128.LoadUnsafe(ref source, offset + 64) ^ key;
                Vector128<byte> b5 = Vector128.LoadUnsafe(ref source, offset + 80) ^ key;
                Vector128<byte> b6 = Vector128.LoadUnsafe(ref source, offset + 96) ^ key;
                Vector128<byte> b7 = Vector128.LoadUnsafe(ref source, offset + 112) ^ key;

                for (byte* round = keys + BlockSize; round != last; round += BlockSize)
                {
                    key = Vector128.Load(round);
                    b0 = TDirection.Round(b0, key);
                    b1 = TDirection.Round(b1, key);
                    b2 = TDirection.Round(b2, key);
                    b3 = TDirection.Round(b3, key);
                    b4 = TDirection.Round(b4, key);
                    b5 = TDirection.Round(b5, key);
                    b6 = TDirection.Round(b6, key);
                    b7 = TDirection.Round(b7, key);
                }

                key = Vector128.Load(last);
                TDirection.LastRound(b0, key).StoreUnsafe(ref destination, offset);
                TDirection.LastRound(b1, key).StoreUnsafe(ref destination, offset + 16);
                TDirection.LastRound(b2, key).StoreUnsafe(ref destination, offset + 32);
                TDirection.LastRound(b3, key).StoreUnsafe(ref destination, offset + 48);
                TDirection.LastRound(b4, key).StoreUnsafe(ref destination, offset + 64);
                TDirection.LastRound(b5, key).StoreUnsafe(ref destination, offset + 80);
                TDirection.LastRound(b6, key).StoreUnsafe(ref destination, offset + 96);
                TDirection.LastRound(b7, key).StoreUnsafe(ref destination, offset + 112);
            }

            for (; offset < length; offset += BlockSize)
            {
                Vector128<byte> block = Vector128.LoadUnsafe(ref source, offset) ^ Vector128.Load(keys);
                for (byte* round = keys + BlockSize; round != last; round += BlockSize)
                {
                    block = TDirection.Round(block, Vector128.Load(round));
                }

                TDirection.LastRound(block, Vector128.Load(last)).StoreUnsafe(ref destination, offset);
            }

            // The garbage collector does not see the pointers into the schedule's pinned memory.
            GC.KeepAlive(schedule);
        }
    }
}
