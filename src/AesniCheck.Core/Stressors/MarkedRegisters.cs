using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Units;

namespace AesniCheck.Stressors;

/// <summary>The marks of a thread, and how they come into its vector registers: as many and as wide ones as there are. For one thread.</summary>
internal sealed unsafe class MarkedRegisters
{
    /// <summary>How often the loops pause. With the turns between: 3 to 5 us in all, most of which a switch may take the registers in.</summary>
    public const int Pauses = 16;

    /// <summary>The turns between two pauses.</summary>
    public const int TurnsPerPause = 16;

    /// <summary>The switches of a round trip: to the other thread, and back.</summary>
    public const int SwitchesPerHandOver = 2;

    /// <summary>How far behind the marks, in lanes, what the registers hold at the end is put.</summary>
    public const int KeptOffset = MostRegisters * MostLanes;

    private const int MostRegisters = 32;
    private const int MostLanes = 8;

    // The marks, and behind them what the registers held at last.
    private readonly AlignedMemory _marks = new(2 * KeptOffset * sizeof(ulong));

    /// <param name="cpu">The CPU that the thread is pinned to.</param>
    /// <param name="thread">Its number on that CPU.</param>
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

    /// <summary>The vector registers that get a mark.</summary>
    public static int Count => Avx512F.IsSupported ? MostRegisters : MostRegisters / 2;

    /// <summary>The lanes of eight bytes in each.</summary>
    public static int Lanes => Avx512F.IsSupported ? MostLanes : Avx2.IsSupported ? MostLanes / 2 : MostLanes / 4;

    /// <summary>The widths of the registers: the widest of a machine holds all that the others hold.</summary>
    public static IReadOnlyList<EngineOffer> Engines() =>
    [
        .. Avx512F.IsSupported ? Array.Empty<EngineOffer>() : [new EngineOffer("ymm", ["avx2"], Avx2.IsSupported)],
        new EngineOffer("zmm", ["avx512f"], Avx512F.IsSupported),
    ];

    /// <summary>Holds the marks in the registers for a while, then wakes the other thread and waits for its answer, with most of the marks still in them.</summary>
    /// <param name="theirs">What the other thread waits at.</param>
    /// <param name="own">What this one waits at.</param>
    /// <param name="milliseconds">The longest wait, or <see cref="EventCounter.Forever"/>.</param>
    /// <returns>How often the CPU went over to another thread for it; 0 where the answer did not come.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    public int HandOver(EventCounter theirs, EventCounter own, int milliseconds)
    {
        ulong* marks = (ulong*)_marks.Pointer;
        return Avx512F.IsSupported ? ThirtyTwoMarks.HandOver<Zmm, Vector512<ulong>>(marks, theirs, own, milliseconds)
            : Avx2.IsSupported ? SixteenMarks.HandOver<Ymm, Vector256<ulong>>(marks, theirs, own, milliseconds)
            : SixteenMarks.HandOver<Xmm, Vector128<ulong>>(marks, theirs, own, milliseconds);
    }
}
