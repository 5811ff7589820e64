using AesniCheck.Basics;

namespace AesniCheck.Probes;

/// <summary>
/// Values that registers hold which a loop does not need, so that faults in them are seen: each pass takes them from memory and
/// puts them back, so that a change stays until it is looked for. Each value tells whose it is. For one thread at a time.
/// </summary>
internal sealed unsafe class GuardValues
{
    /// <summary>The number of guards.</summary>
    public const int Count = 15;

    /// <summary>The length of each in bytes: a ZMM register.</summary>
    public const int Length = 64;

    private const int Words = Count * Length / sizeof(ulong);

    private readonly AlignedMemory _memory = new(2 * Count * Length);

    /// <param name="worker">The number of the worker whose they are.</param>
    public GuardValues(int worker)
    {
        for (int guard = 0; guard < Count; guard++)
        {
            Fill(worker, guard, _memory.Span.Slice(guard * Length, Length));
        }

        Reset();
    }

    /// <summary>What the guards have to be, one behind the other.</summary>
    public byte* Expected => _memory.Pointer;

    /// <summary>What they are.</summary>
    public byte* Actual => _memory.Pointer + (Count * Length);

    /// <summary>Whether a guard differs.</summary>
    public bool AreChanged => !ScalarBytes.AreEqual((ulong*)Expected, (ulong*)Actual, Words);

    /// <summary>What a guard of a worker holds: outputs of <see cref="SplitMix64"/> with the number of the worker as its seed.</summary>
    /// <param name="worker">The number of the worker.</param>
    /// <param name="guard">The number of the guard, 0 to 14.</param>
    /// <param name="value">64 bytes.</param>
    public static void Fill(int worker, int guard, Span<byte> value)
    {
        for (int i = 0; i < Length / sizeof(ulong); i++)
        {
            BitConverter.TryWriteBytes(value[(i * sizeof(ulong))..], SplitMix64.At((ulong)worker, (ulong)((guard * Length / sizeof(ulong)) + i)));
        }
    }

    /// <summary>Makes the guards what they have to be.</summary>
    public void Reset()
    {
        for (int i = 0; i < Words; i++)
        {
            ((ulong*)Actual)[i] = ((ulong*)Expected)[i];
        }
    }

    /// <summary>A guard as it had to be, and as it was.</summary>
    public (byte[] Expected, byte[] Actual) At(int guard) =>
        (ScalarBytes.Copy(new ReadOnlySpan<byte>(Expected + (guard * Length), Length)), ScalarBytes.Copy(new ReadOnlySpan<byte>(Actual + (guard * Length), Length)));
}
