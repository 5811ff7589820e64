using System.Runtime.Intrinsics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Vectors.Paths;

/// <summary>The product's loops, with every call recorded. One path can be broken: the output of a call that takes it has one wrong bit.</summary>
/// <param name="width">The width of PCLMULQDQ.</param>
/// <param name="brokenPath">The broken path; null if there is none.</param>
internal sealed unsafe class WatchedLoops(PclmulWidth width, string? brokenPath = null) : AesniLoops(width)
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>All paths that were taken.</summary>
    public SortedSet<string> Taken { get; } = new(StringComparer.Ordinal);

    public override AesCipher CreateBlocks(AesniKeySchedule schedule) => new Blocks(this, schedule, base.CreateBlocks(schedule));

    public override void EncryptCbc(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length)
    {
        base.EncryptCbc(keys, rounds, iv, input, output, length);
        Damage(LoopPaths.OfChain(rounds, length / BlockSize), output, length);
    }

    public override void DecryptCbc(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length)
    {
        base.DecryptCbc(keys, rounds, iv, input, output, length);
        Damage(LoopPaths.OfBlocks("CBC decryption", rounds, length / BlockSize, AesniCbcLoop.GroupSize), output, length);
    }

    public override void TransformCtr64(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length)
    {
        base.TransformCtr64(keys, rounds, counter, input, output, length);
        Damage(LoopPaths.OfCounter(64, rounds, counter.GetElement(0), length), output, length);
    }

    public override void TransformCtr32(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length)
    {
        base.TransformCtr32(keys, rounds, counter, input, output, length);
        Damage(LoopPaths.OfCounter(32, rounds, counter.GetElement(0), length), output, length);
    }

    public override Vector128<ulong> TransformGcm(
        byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, byte* hashed, nint groupCount, byte* powersEnd, Vector128<ulong> sum)
    {
        // In place, an encryption hashes memory before its input; apart, its output. A decryption hashes its input.
        bool encrypts = hashed != input;
        sum = base.TransformGcm(keys, rounds, counter, input, output, hashed, groupCount, powersEnd, sum);
        return Damage(LoopPaths.OfCountAndHash(encrypts, rounds, counter.GetElement(0), groupCount), sum);
    }

    public override Vector128<ulong> Hash(Vector128<ulong> sum, byte* powersEnd, byte* blocks, nint blockCount) =>
        Damage(LoopPaths.OfHash(Width, blockCount), base.Hash(sum, powersEnd, blocks, blockCount));

    private void Damage(IEnumerable<string> paths, byte* output, nint length)
    {
        if (Note(paths))
        {
            output[length - 1] ^= 1;
        }
    }

    private Vector128<ulong> Damage(IEnumerable<string> paths, Vector128<ulong> sum) => Note(paths) ? sum ^ Vector128.Create(1ul, 0) : sum;

    private bool Note(IEnumerable<string> paths)
    {
        string[] taken = [.. paths];
        Taken.UnionWith(taken);
        return brokenPath is not null && taken.Contains(brokenPath);
    }

    private sealed class Blocks(WatchedLoops loops, AesniKeySchedule schedule, AesCipher real) : AesCipher
    {
        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            real.Encrypt(input, output);
            Damage("ECB encryption", output);
        }

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            real.Decrypt(input, output);
            Damage("ECB decryption", output);
        }

        private void Damage(string name, Span<byte> output)
        {
            fixed (byte* bytes = output)
            {
                loops.Damage(LoopPaths.OfBlocks(name, schedule.RoundCount, output.Length / BlockSize, AesniEngine.GroupSize), bytes, output.Length);
            }
        }
    }
}
