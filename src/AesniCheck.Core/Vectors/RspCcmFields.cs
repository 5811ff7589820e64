using System.Text;

namespace AesniCheck.Vectors;

/// <summary>The fields of a file for CCM.</summary>
internal enum RspCcmField
{
    /// <summary>Count: a decimal number.</summary>
    Count,

    /// <summary>Key.</summary>
    Key,

    /// <summary>Nonce.</summary>
    Nonce,

    /// <summary>Adata: the associated data.</summary>
    Adata,

    /// <summary>Payload: the plaintext.</summary>
    Payload,

    /// <summary>CT: the ciphertext, with the tag at its end.</summary>
    Ct,

    /// <summary>Result: Pass or Fail.</summary>
    Result,
}

/// <summary>The values of the fields of one vector, or of a whole section, in a file for CCM.</summary>
internal sealed class RspCcmFields
{
    private static readonly RspCcmField[] All = Enum.GetValues<RspCcmField>();

    private readonly (int Line, ReadOnlyMemory<byte> Value)[] _values = new (int, ReadOnlyMemory<byte>)[All.Length];

    /// <summary>The line of the first field; 0 if there is none.</summary>
    public int FirstLine { get; private set; }

    /// <summary>The vector's COUNT.</summary>
    public int? Number { get; set; }

    /// <summary>Whether the vector's Result is Pass; null if it has no Result.</summary>
    public bool? Passes { get; set; }

    /// <summary>Whether there are no fields.</summary>
    public bool IsEmpty => FirstLine == 0;

    /// <summary>Returns the field with this name, ignoring case; null if there is none.</summary>
    public static RspCcmField? Parse(ReadOnlySpan<byte> name)
    {
        foreach (RspCcmField field in All)
        {
            if (Ascii.EqualsIgnoreCase(name, field.Name))
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>Whether a field is present.</summary>
    public bool Has(RspCcmField field) => Line(field) > 0;

    /// <summary>Returns the line of a field; 0 if it is missing.</summary>
    public int Line(RspCcmField field) => _values[(int)field].Line;

    /// <summary>Returns the bytes of a field; empty if it is missing, or is not hex.</summary>
    public ReadOnlyMemory<byte> Value(RspCcmField field) => _values[(int)field].Value;

    /// <summary>Sets a field; replaces one with the same name.</summary>
    public void Set(RspCcmField field, int line, ReadOnlyMemory<byte> value)
    {
        FirstLine = IsEmpty ? line : FirstLine;
        _values[(int)field] = (line, value);
    }

    /// <summary>Removes all fields.</summary>
    public void Clear()
    {
        (FirstLine, Number, Passes) = (0, null, null);
        Array.Clear(_values);
    }
}

/// <summary>The spelling of the fields.</summary>
internal static class RspCcmFieldNames
{
    extension(RspCcmField kind)
    {
        /// <summary>The name of the field, as files spell it.</summary>
        public string Name => kind == RspCcmField.Ct ? "CT" : kind.ToString();

        /// <summary>Whether the field's value is hex.</summary>
        public bool IsHex => kind is not (RspCcmField.Count or RspCcmField.Result);
    }
}
