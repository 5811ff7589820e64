using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Units;

namespace AesniCheck.Stressors;

/// <summary>The marks of a thread, and the code that loads them into its vector registers: all of them, at the full width. Not thread-safe.</summary>
internal sealed unsafe class MarkedRegisters
{
    /// <summary>The number of pauses in the loops. With the iterations in between they take 3 to 5 us, most of which is time in which a switch meets live marks.</summary>
    public const int Pauses = 16;

    /// <summary>The number of loop iterations between two pauses.</summary>
    public const int TurnsPerPause = 16;

    /// <summary>The number of context switches of a round trip: to the other thread, and back.</summary>
    public const int SwitchesPerHandOver = 2;

    /// <summary>The offset, in lanes, from the marks to the stored final contents of the registers.</summary>
    public const int KeptOffset = MaximumRegisters * MaximumLanes;

    private const int MaximumRegisters = 32;
    private const int MaximumLanes = 8;

    // The marks, followed by the final contents of the registers.
    private readonly AlignedMemory _marks = new(2 * KeptOffset * sizeof(ulong));

    /// <param name="cpu">The CPU that the thread is pinned to.</param>
    /// <param name="thread">The number of the thread on that CPU.</param>
    public MarkedRegisters(int cpu, int thread)
    {
        for (int register = 0; register < Count; register++)
        {
            ulong mark = new StressMark(cpu, thread, register).Value;
            for (int lane = 0; lane < Lanes; lane++)
            {
                ((ulong*)_marks.Pointer)[(register * Lanes) + lane] = mark;
            }
        }
    }

    /// <summary>The number of vector registers that get a mark.</summary>
    public static int Count => Avx512F.IsSupported ? MaximumRegisters : MaximumRegisters / 2;

    /// <summary>The number of eight-byte lanes in each register.</summary>
    public static int Lanes => Avx512F.IsSupported ? MaximumLanes : Avx2.IsSupported ? MaximumLanes / 2 : MaximumLanes / 4;

    /// <summary>Returns the register widths: the machine's widest registers include the narrower ones.</summary>
    public static IReadOnlyList<EngineOffer> Engines() =>
    [
        .. Avx512F.IsSupported ? Array.Empty<EngineOffer>() : [new EngineOffer("ymm", ["avx2"], Avx2.IsSupported)],
        new EngineOffer("zmm", ["avx512f"], Avx512F.IsSupported),
    ];

    /// <summary>Holds the marks in the registers for a while, then wakes the other thread and waits for its answer, with most of the marks still in the registers.</summary>
    /// <param name="theirs">The counter at which the other thread waits.</param>
    /// <param name="own">The counter at which this thread waits.</param>
    /// <param name="milliseconds">The timeout, or <see cref="EventCounter.Forever"/>.</param>
    /// <returns>The number of context switches that it caused; 0 after a timeout.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    public int HandOver(EventCounter theirs, EventCounter own, int milliseconds)
    {
        ulong* marks = (ulong*)_marks.Pointer;
        return Avx512F.IsSupported ? ThirtyTwoMarks.HandOver<Zmm, Vector512<ulong>>(marks, theirs, own, milliseconds)
            : Avx2.IsSupported ? SixteenMarks.HandOver<Ymm, Vector256<ulong>>(marks, theirs, own, milliseconds)
            : SixteenMarks.HandOver<Xmm, Vector128<ulong>>(marks, theirs, own, milliseconds);
    }
}
