using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Cli.Output;

/// <summary>
/// The only writer of text to a terminal, a log or a pipe. File names, firmware strings and foreign records may contain anything: a line break that forges an
/// outcome, or a control sequence that the terminal obeys. This writer escapes every character that is not visible, line breaks included, so that callers need
/// not remember to. Only <see cref="WriteLine()"/> and its overloads end a line.
/// </summary>
/// <param name="output">The destination. It is closed with this writer.</param>
internal sealed class VisibleWriter(Stream output) : TextWriter(CultureInfo.InvariantCulture)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override Encoding Encoding => Utf8;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => output.Write(Utf8.GetBytes(VisibleText.Of(value ?? "")));

    /// <inheritdoc/>
    public override void WriteLine() => output.Write("\n"u8);

    /// <summary>Writes the line in one piece, so that lines of several processes do not mix.</summary>
    public override void WriteLine(string? value) => output.Write(Utf8.GetBytes(VisibleText.Of(value ?? "") + "\n"));

    /// <summary>Writes a line with colours, in one piece. The text may be foreign; the colours are ours.</summary>
    public void WriteLine(IReadOnlyList<ColouredText> parts) =>
        output.Write(Utf8.GetBytes(string.Concat(parts.Select(part => part.Begin + VisibleText.Of(part.Text) + part.End)) + "\n"));

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            output.Dispose();
        }

        base.Dispose(disposing);
    }
}
