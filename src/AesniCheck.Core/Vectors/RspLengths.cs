using System.Globalization;
using System.Text;

namespace AesniCheck.Vectors;

/// <summary>The lengths of a GCM section's fields, in bits, as stated in its header, such as <c>[Taglen = 96]</c>.</summary>
internal sealed class RspLengths
{
    private static readonly (string Name, RspField Fields)[] Kinds =
    [
        ("Keylen", RspField.Key),
        ("IVlen", RspField.Iv),
        ("PTlen", RspField.Plaintext | RspField.Ciphertext),
        ("AADlen", RspField.AssociatedData),
        ("Taglen", RspField.Tag),
    ];

    private readonly int?[] _bits = new int?[Kinds.Length];

    /// <summary>Reads a line of the header.</summary>
    /// <returns>Whether the line states a length.</returns>
    public bool TryRead(ReadOnlySpan<byte> line)
    {
        int equals = line.IndexOf((byte)'=');
        if (equals < 0 || line is not [(byte)'[', .., (byte)']'])
        {
            return false;
        }

        ReadOnlySpan<byte> name = RspText.Trim(line[1..equals]);
        for (int i = 0; i < Kinds.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, Kinds[i].Name)
                && int.TryParse(RspText.Trim(line[(equals + 1)..^1]), NumberStyles.None, CultureInfo.InvariantCulture, out int bits))
            {
                _bits[i] = bits;
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes the lengths of the previous section.</summary>
    public void Clear() => Array.Clear(_bits);

    /// <summary>Returns the header line that contradicts a field's length in bytes; null if there is none.</summary>
    public string? Contradiction(RspField field, int byteCount)
    {
        for (int i = 0; i < Kinds.Length; i++)
        {
            if ((Kinds[i].Fields & field) != 0 && _bits[i] is { } bits && bits != 8L * byteCount)
            {
                return string.Create(CultureInfo.InvariantCulture, $"[{Kinds[i].Name} = {bits}]");
            }
        }

        return null;
    }
}
