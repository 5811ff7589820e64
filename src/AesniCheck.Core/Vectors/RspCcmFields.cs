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

/// <summary>The values of fields of a file for CCM, of one vector or of a whole section.</summary>
internal sealed class RspCcmFields
{
    private static readonly RspCcmField[] All = Enum.GetValues<RspCcmField>();

    private readonly (int Line, ReadOnlyMemory<byte> Value)[] _values = new (int, ReadOnlyMemory<byte>)[All.Length];

    /// <summary>The line of the first of them; 0 where there is none.</summary>
    public int FirstLine { get; private set; }

    /// <summary>Its COUNT.</summary>
    public int? Number { get; set; }

    /// <summary>Its Result; null where there is none.</summary>
    public bool? Passes { get; set; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => FirstLine == 0;

    /// <summary>The field of a name in any case; null if there is none.</summary>
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

    /// <summary>Whether a field is there.</summary>
    public bool Has(RspCcmField field) => Line(field) > 0;

    /// <summary>The line of a field; 0 where it is not there.</summary>
    public int Line(RspCcmField field) => _values[(int)field].Line;

    /// <summary>The bytes of a field; empty where it is not there, or is not hex.</summary>
    public ReadOnlyMemory<byte> Value(RspCcmField field) => _values[(int)field].Value;

    /// <summary>Takes a field in, in the place of one of the same name.</summary>
    public void Set(RspCcmField field, int line, ReadOnlyMemory<byte> value)
    {
        FirstLine = IsEmpty ? line : FirstLine;
        _values[(int)field] = (line, value);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        (FirstLine, Number, Passes) = (0, null, null);
        Array.Clear(_values);
    }
}

/// <summary>How the fields are written.</summary>
internal static class RspCcmFieldNames
{
    extension(RspCcmField kind)
    {
        /// <summary>Its name, as the files spell it.</summary>
        public string Name => kind == RspCcmField.Ct ? "CT" : kind.ToString();

        /// <summary>Whether its value is hex.</summary>
        public bool IsHex => kind is not (RspCcmField.Count or RspCcmField.Result);
    }
}
