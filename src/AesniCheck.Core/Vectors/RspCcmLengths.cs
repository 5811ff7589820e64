using System.Globalization;
using System.Text;

namespace AesniCheck.Vectors;

/// <summary>The lengths that a file for CCM states, in bytes: in lines of their own, such as <c>Tlen = 16</c>, or in the head of a section.</summary>
internal sealed class RspCcmLengths
{
    private static readonly string[] Names = ["Alen", "Plen", "Nlen", "Tlen"];

    private readonly int?[] _bytes = new int?[Names.Length];

    /// <summary>Of the associated data; null where the file does not state it.</summary>
    public int? AssociatedData => _bytes[0];

    /// <summary>Of the payload.</summary>
    public int? Payload => _bytes[1];

    /// <summary>Of the nonce.</summary>
    public int? Nonce => _bytes[2];

    /// <summary>Of the tag, at the end of the ciphertext.</summary>
    public int? Tag => _bytes[3];

    /// <summary>Reads lengths with commas between them: <c>Alen = 0, Tlen = 4</c>.</summary>
    /// <returns>Whether that is what the text is.</returns>
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
