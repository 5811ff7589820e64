using System.Text;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Reads the text of a NIST CAVP <c>.rsp</c> file for AES in one of the modes <see cref="ModeNames"/>. Pure and thread-safe.</summary>
/// <remarks>
/// The format (AESAVS, appendix A): comments after <c>#</c>, sections <c>[ENCRYPT]</c> and <c>[DECRYPT]</c>, and in them vectors
/// with the fields COUNT, KEY, IV, PLAINTEXT and CIPHERTEXT in any order. A vector ends at an empty line, at the next COUNT, at a
/// section or at the end. Lines end with LF or CRLF; blanks around names and values are allowed, and so is a byte order mark.
/// <para>
/// GCM (GCMVS, appendix A): section headers have lines such as <c>[Taglen = 96]</c>, in bits, which the vectors must match; the
/// texts are PT and CT; AAD and Tag accompany them; FAIL replaces PT if the tag is wrong. The direction is in the first
/// comment (<c>GCM Decrypt</c>) or in the file's name; otherwise it is decryption if CT precedes PT. GMAC is GCM without a plaintext: if the
/// comment or the name says <c>GMAC</c>, or no vector has PT or CT, these fields may be missing.
/// </para>
/// <para>
/// CCM (CCMVS, appendix A) has a different form: <see cref="RspCcmParser"/>.
/// </para>
/// <para>
/// XTS (XTSVS, appendix A): DataUnitLen is in bits; the tweak is <c>i</c>, of 16 bytes, or DataUnitSeqNumber, a decimal number. Data
/// units that are not whole bytes are validated, skipped and counted: no engine can encrypt them.
/// </para>
/// Everything else is an error: a test that skips unknown input has not been run.
/// </remarks>
public static class RspReader
{
    /// <summary>The supported modes, for messages.</summary>
    internal const string ModeNames = "ECB, CBC, CFB8, CFB128, OFB, CTR, XTS, GCM, GMAC and CCM";

    /// <summary>The maximum size of a file: 64 MiB.</summary>
    public const int MaximumByteCount = 64 << 20;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="fileName">The file's name: for messages, and for the mode if no comment states it.</param>
    /// <exception cref="VectorFileException">The text is too long or malformed, or is not supported.</exception>
    public static VectorFile Read(string text, string fileName)
    {
        // A character is at least one byte, so this check is correct, and it avoids copying a huge text first.
        RequireLength(text.Length, fileName);
        return Read(Encoding.UTF8.GetBytes(text), fileName);
    }

    /// <summary>Reads UTF-8 text.</summary>
    /// <inheritdoc cref="Read(string, string)"/>
    public static VectorFile Read(ReadOnlySpan<byte> text, string fileName)
    {
        RequireLength(text.Length, fileName);
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        RspHeader header = RspHeader.Read(text, fileName);
        return header.Mode == CipherMode.Ccm || (header.Mode is null && RspCcmParser.Recognizes(text, fileName))
            ? new RspCcmParser(text, header, fileName).Parse()
            : new RspParser(text, header, fileName).Parse();
    }

    /// <summary>Throws if a file is too large.</summary>
    internal static void RequireLength(int length, string fileName)
    {
        if (length > MaximumByteCount)
        {
            throw new VectorFileException(fileName, 0, $"the file is over 64 MiB; give {VectorFile.Forms}, or split it");
        }
    }
}
