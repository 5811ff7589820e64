using System.Numerics;
using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>
/// A set of states to look for among hundreds of thousands of others: a hash table with open addressing, some nanoseconds a lookup. Not thread-safe.
/// </summary>
internal sealed class StateTable
{
    private const int Free = -1;

    private readonly AesState[] _states;
    private readonly int[] _tags;
    private readonly int _shift;

    /// <param name="capacity">The maximum number of states.</param>
    public StateTable(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * capacity, 16));
        _states = new AesState[size];
        _tags = new int[size];
        _tags.AsSpan().Fill(Free);
        _shift = 32 - BitOperations.Log2((uint)size);
    }

    /// <summary>Adds a state unless the table already has it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="tag">A value with a meaning to the caller; not negative.</param>
    public void Add(AesState state, int tag)
    {
        int slot = SlotOf(state);
        if (_tags[slot] == Free)
        {
            _states[slot] = state;
            _tags[slot] = tag;
        }
    }

    /// <summary>Looks a state up.</summary>
    /// <param name="state">The state.</param>
    /// <param name="tag">The value that was added with it.</param>
    /// <returns>Whether the table has the state.</returns>
    public bool TryFind(AesState state, out int tag)
    {
        tag = _tags[SlotOf(state)];
        return tag != Free;
    }

    private int SlotOf(AesState state)
    {
        // The golden ratio also spreads marks and keys, which are not random.
        int slot = (int)((state.Column0 ^ BitOperations.RotateLeft(state.Column2, 16)) * 0x9e3779b9 >> _shift);
        while (_tags[slot] != Free && _states[slot] != state)
        {
            slot = (slot + 1) & (_tags.Length - 1);
        }

        return slot;
    }
}
