using AesniCheck.Basics;

namespace AesniCheck.Probes;

/// <summary>
/// Values for registers that a loop does not use, so that faults in them show. Each pass loads them from memory and stores
/// them back, so that a change stays until it is checked. Each value identifies its owner. Not thread-safe.
/// </summary>
internal sealed unsafe class GuardValues
{
    /// <summary>The number of guards.</summary>
    public const int Count = 15;

    /// <summary>The length of each guard in bytes: a ZMM register.</summary>
    public const int Length = 64;

    private const int Words = Count * Length / sizeof(ulong);

    private readonly AlignedMemory _memory = new(2 * Count * Length);

    /// <param name="worker">The number of the worker that owns the guards.</param>
    public GuardValues(int worker)
    {
        for (int guard = 0; guard < Count; guard++)
        {
            Fill(worker, guard, _memory.Span.Slice(guard * Length, Length));
        }

        Reset();
    }

    /// <summary>The expected values of all guards, one after the other.</summary>
    public byte* Expected => _memory.Pointer;

    /// <summary>The actual values.</summary>
    public byte* Actual => _memory.Pointer + (Count * Length);

    /// <summary>Whether any guard differs from its expected value.</summary>
    public bool AreChanged => !ScalarBytes.AreEqual((ulong*)Expected, (ulong*)Actual, Words);

    /// <summary>Computes the value of a worker's guard: outputs of <see cref="SplitMix64"/> with the number of the worker as its seed.</summary>
    /// <param name="worker">The number of the worker.</param>
    /// <param name="guard">The number of the guard, 0 to 14.</param>
    /// <param name="value">Receives the 64 bytes.</param>
    public static void Fill(int worker, int guard, Span<byte> value)
    {
        for (int i = 0; i < Length / sizeof(ulong); i++)
        {
            BitConverter.TryWriteBytes(value[(i * sizeof(ulong))..], SplitMix64.At((ulong)worker, (ulong)((guard * Length / sizeof(ulong)) + i)));
        }
    }

    /// <summary>Sets the actual values to the expected ones.</summary>
    public void Reset()
    {
        for (int i = 0; i < Words; i++)
        {
            ((ulong*)Actual)[i] = ((ulong*)Expected)[i];
        }
    }

    /// <summary>Returns copies of the expected and the actual value of a guard.</summary>
    public (byte[] Expected, byte[] Actual) At(int guard) =>
        (ScalarBytes.Copy(new ReadOnlySpan<byte>(Expected + (guard * Length), Length)), ScalarBytes.Copy(new ReadOnlySpan<byte>(Actual + (guard * Length), Length)));
}
