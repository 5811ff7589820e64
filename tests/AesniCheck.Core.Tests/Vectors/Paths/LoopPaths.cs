using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Vectors.Paths;

/// <summary>
/// The code paths that one call of a hot loop takes, as words. A path is a piece of code with the number of its turns as far as that
/// matters: one turn, or several, since only a second turn shows the effects of the first.
/// </summary>
internal static class LoopPaths
{
    private const int BlockSize = AesCipher.BlockSize;
    private const int CounterGroup = AesniCounterLoop.GroupSize / BlockSize;

    /// <summary>ECB, and CBC decryption: groups of blocks, then single blocks.</summary>
    /// <param name="name">The name of the operation.</param>
    /// <param name="rounds">10, 12 or 14.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="groupSize">The bytes of a group.</param>
    public static IEnumerable<string> OfBlocks(string name, int rounds, nint blocks, int groupSize) =>
    [
        .. Turns($"{name}, {rounds} rounds: groups", blocks / (groupSize / BlockSize)),
        .. Turns($"{name}, {rounds} rounds: blocks", blocks % (groupSize / BlockSize)),
    ];

    /// <summary>CBC encryption: one block at a time.</summary>
    public static IEnumerable<string> OfChain(int rounds, nint blocks) => Turns($"CBC encryption, {rounds} rounds: blocks", blocks);

    /// <summary>A counter mode: groups of twelve blocks, single blocks, and bytes.</summary>
    public static IEnumerable<string> OfCounter(int bits, int rounds, ulong counter, nint length)
    {
        string name = $"counter of {bits} bits";
        nint groups = length / (CounterGroup * BlockSize);
        nint blocks = length / BlockSize % CounterGroup;
        nint tail = length % BlockSize;
        return
        [
            .. Turns($"{name}, {rounds} rounds: groups", groups),
            .. Turns($"{name}, {rounds} rounds: blocks", blocks),
            .. When(tail != 0, $"{name}, {rounds} rounds: bytes"),
            .. When(tail != 0, $"{name}: {tail} bytes"),
            .. When(Carries(counter, groups * CounterGroup), $"{name}: the low 32 bits wrap in groups"),
            .. When(Carries(counter + (ulong)(groups * CounterGroup), blocks), $"{name}: the low 32 bits wrap in blocks"),

            // A call of the 64-bit loop never extends beyond a wrap: after the wrap, a call begins with zero.
            .. When(bits == 64 && counter == 0, $"{name}: behind a wrap of 64 bits"),
        ];
    }

    /// <summary>GCM's loop of counter and GHASH: groups of twelve blocks.</summary>
    public static IEnumerable<string> OfCountAndHash(bool encrypts, int rounds, ulong counter, nint groups)
    {
        string name = $"GCM {(encrypts ? "encryption" : "decryption")}";
        return
        [
            .. Turns($"{name}, {rounds} rounds: groups", groups),
            .. When(Carries(counter, groups * CounterGroup), $"{name}: the low 32 bits wrap in groups"),
        ];
    }

    /// <summary>GHASH: groups of eight registers, each number of registers that may remain, and blocks.</summary>
    public static IEnumerable<string> OfHash(PclmulWidth width, nint blocks)
    {
        nint registers = blocks / width.BlockCount % PclmulGhashLoop.GroupVectors;
        nint rest = blocks % width.BlockCount;
        return
        [
            .. Turns("GHASH: groups of registers", blocks / width.BlockCount / PclmulGhashLoop.GroupVectors),
            .. When(registers != 0, $"GHASH: {registers} registers"),
            .. When(rest != 0, $"GHASH: {rest} blocks"),
        ];
    }

    private static bool Carries(ulong counter, nint blocks) => blocks > 0 && (ulong)(uint)counter + (ulong)blocks > uint.MaxValue;

    private static IEnumerable<string> Turns(string name, nint count) => count switch
    {
        0 => [],
        1 => [$"{name}, one"],
        _ => [$"{name}, several"],
    };

    private static IEnumerable<string> When(bool isTaken, string name) => isTaken ? [name] : [];
}
