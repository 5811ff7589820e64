using System.Numerics;

namespace AesniCheck.Vectors;

/// <summary>The fields read so far of the current vector. One object serves a whole file.</summary>
internal sealed class RspFields
{
    private const int FieldCount = 10;

    private readonly ReadOnlyMemory<byte>[] _values = new ReadOnlyMemory<byte>[FieldCount];
    private readonly ulong[] _numbers = new ulong[FieldCount];
    private readonly int[] _lines = new int[FieldCount];

    /// <summary>The fields read so far.</summary>
    public RspField Seen { get; private set; }

    /// <summary>The line of the first field.</summary>
    public int FirstLine { get; private set; }

    /// <summary>Whether the line FAIL was read: the tag is wrong.</summary>
    public bool MustFail { get; set; }

    /// <summary>Whether no field was read.</summary>
    public bool IsEmpty => Seen == RspField.None;

    /// <summary>Whether the field was read.</summary>
    public bool Has(RspField field) => (Seen & field) != 0;

    /// <summary>Returns the bytes of a field; empty if it was not read, or is a number.</summary>
    public ReadOnlyMemory<byte> Value(RspField field) => _values[IndexOf(field)];

    /// <summary>Returns the number in a field; 0 if it was not read.</summary>
    public ulong Number(RspField field) => _numbers[IndexOf(field)];

    /// <summary>Returns the line of a field; 0 if it was not read.</summary>
    public int Line(RspField field) => _lines[IndexOf(field)];

    /// <summary>Returns the first of the required fields that was not read.</summary>
    public RspField FirstMissing(RspField required) => First(required & ~Seen);

    /// <summary>Returns the first field that was read but is not allowed.</summary>
    public RspField FirstNotIn(RspField allowed) => First(Seen & ~allowed);

    /// <summary>Adds a field.</summary>
    public void Add(RspField field, int line, ReadOnlyMemory<byte> value, ulong number)
    {
        FirstLine = IsEmpty ? line : FirstLine;
        Seen |= field;
        int index = IndexOf(field);
        (_lines[index], _values[index], _numbers[index]) = (line, value, number);
    }

    /// <summary>Removes all fields.</summary>
    public void Clear()
    {
        Seen = RspField.None;
        MustFail = false;
        for (int i = 0; i < FieldCount; i++)
        {
            (_lines[i], _values[i], _numbers[i]) = (0, default, 0);
        }
    }

    private static RspField First(RspField fields) => (RspField)((int)fields & -(int)fields);

    private static int IndexOf(RspField field) => BitOperations.Log2((uint)field);
}
