using System.Globalization;
using System.Text;

namespace AesniCheck.Vectors;

/// <summary>The lengths that a file for CCM states, in bytes: on lines such as <c>Tlen = 16</c>, or in the header of a section.</summary>
internal sealed class RspCcmLengths
{
    private static readonly string[] Names = ["Alen", "Plen", "Nlen", "Tlen"];

    private readonly int?[] _bytes = new int?[Names.Length];

    /// <summary>The length of the associated data; null if the file does not state it.</summary>
    public int? AssociatedData => _bytes[0];

    /// <summary>The length of the payload; null if the file does not state it.</summary>
    public int? Payload => _bytes[1];

    /// <summary>The length of the nonce; null if the file does not state it.</summary>
    public int? Nonce => _bytes[2];

    /// <summary>The length of the tag, at the end of the ciphertext; null if the file does not state it.</summary>
    public int? Tag => _bytes[3];

    /// <summary>Reads lengths that are separated by commas: <c>Alen = 0, Tlen = 4</c>.</summary>
    /// <returns>Whether the text consists of such lengths.</returns>
    public bool TryRead(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int comma = text.IndexOf((byte)',');
            if (!TryReadOne(comma < 0 ? text : text[..comma]))
            {
                return false;
            }

            if (comma < 0)
            {
                return true;
            }

            text = text[(comma + 1)..];
        }
    }

    private bool TryReadOne(ReadOnlySpan<byte> text)
    {
        int equals = text.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = RspText.Trim(equals < 0 ? text : text[..equals]);
        for (int i = 0; equals >= 0 && i < Names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, Names[i])
                && int.TryParse(RspText.Trim(text[(equals + 1)..]), NumberStyles.None, CultureInfo.InvariantCulture, out int bytes))
            {
                _bytes[i] = bytes;
                return true;
            }
        }

        return false;
    }
}
