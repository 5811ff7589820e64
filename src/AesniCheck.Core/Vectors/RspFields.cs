using System.Numerics;

namespace AesniCheck.Vectors;

/// <summary>The fields of the vector that is being read, as far as they have come. One object serves a whole file.</summary>
internal sealed class RspFields
{
    private const int FieldCount = 10;

    private readonly ReadOnlyMemory<byte>[] _values = new ReadOnlyMemory<byte>[FieldCount];
    private readonly ulong[] _numbers = new ulong[FieldCount];
    private readonly int[] _lines = new int[FieldCount];

    /// <summary>Those that have come.</summary>
    public RspField Seen { get; private set; }

    /// <summary>The line of the first of them.</summary>
    public int FirstLine { get; private set; }

    /// <summary>Whether the line FAIL has come: the tag is wrong.</summary>
    public bool MustFail { get; set; }

    /// <summary>Whether none has come.</summary>
    public bool IsEmpty => Seen == RspField.None;

    /// <summary>Whether the field has come.</summary>
    public bool Has(RspField field) => (Seen & field) != 0;

    /// <summary>The bytes of a field; empty where it has not come, or is a number.</summary>
    public ReadOnlyMemory<byte> Value(RspField field) => _values[IndexOf(field)];

    /// <summary>The number that a field holds; 0 where it has not come.</summary>
    public ulong Number(RspField field) => _numbers[IndexOf(field)];

    /// <summary>The line that a field stands on; 0 where it has not come.</summary>
    public int Line(RspField field) => _lines[IndexOf(field)];

    /// <summary>The first field of those that has not come.</summary>
    public RspField FirstMissing(RspField required) => First(required & ~Seen);

    /// <summary>The first field that has come, and is none of those.</summary>
    public RspField FirstBeside(RspField allowed) => First(Seen & ~allowed);

    /// <summary>Takes a field in.</summary>
    public void Add(RspField field, int line, ReadOnlyMemory<byte> value, ulong number)
    {
        FirstLine = IsEmpty ? line : FirstLine;
        Seen |= field;
        int index = IndexOf(field);
        (_lines[index], _values[index], _numbers[index]) = (line, value, number);
    }

    /// <summary>Begins anew.</summary>
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
