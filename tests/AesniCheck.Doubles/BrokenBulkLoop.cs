using System.Runtime.Intrinsics;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Doubles;

/// <summary>
/// The loop that GCM spends its time in computes one bit of GHASH wrongly, as if it had been compiled wrongly; short messages never get there.
/// </summary>
internal sealed unsafe class BrokenBulkLoop() : AesniLoops(PclmulWidth.V128)
{
    public override Vector128<ulong> TransformGcm(
        byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, byte* hashed, nint groupCount, byte* powersEnd, Vector128<ulong> sum) =>
        base.TransformGcm(keys, rounds, counter, input, output, hashed, groupCount, powersEnd, sum) ^ Vector128.Create(1ul << 40, 0);
}
