using System.Text;

namespace AesniCheck.Vectors;

/// <summary>
/// Reads the content of a vector file in either form. Other formats and algorithms are refused by name. Pure and thread-safe.
/// </summary>
public static class VectorReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="fileName">The file's name: for messages, and for the mode if nothing in the file states it.</param>
    /// <exception cref="VectorFileException">The file is not supported, or is malformed.</exception>
    public static VectorFile Read(ReadOnlyMemory<byte> content, string fileName)
    {
        RspReader.RequireLength(content.Length, fileName);
        if (ForeignFormats.OfBytes(content.Span) is { } binary)
        {
            throw Foreign(fileName, line: 1, binary);
        }

        if (WycheproofReader.Recognizes(content.Span))
        {
            return WycheproofReader.Read(content, fileName);
        }

        ReadOnlySpan<byte> text = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content.Span[Encoding.UTF8.Preamble.Length..] : content.Span;
        var sketch = FileSketch.Of(text, fileName);
        if (ForeignAlgorithms.Named(sketch) is { } other)
        {
            throw new VectorFileException(fileName, 0, $"these are vectors for {other.Algorithm}: {other.Where}; give a file for AES");
        }

        if (ForeignFormats.OfText(sketch) is { } format)
        {
            throw Foreign(fileName, line: 0, format);
        }

        return ReadRsp(text, sketch);
    }

    private static VectorFile ReadRsp(ReadOnlySpan<byte> text, FileSketch sketch)
    {
        ForeignAlgorithm? hint = ForeignAlgorithms.Hinted(sketch);
        try
        {
            return RspReader.Read(text, sketch.FileName) with { Hint = hint is null ? null : $"it may be for {hint.Algorithm}: {hint.Where}" };
        }
        catch (VectorFileException exception)
        {
            // The cause may be another format or algorithm.
            string? guess = hint is null ? null : $"vectors for {hint.Algorithm} ({hint.Where})";
            guess = StatesMode(text, sketch.FileName) ? guess : guess ?? SimilarFormats.Guess(sketch);
            if (guess is null)
            {
                throw;
            }

            throw new VectorFileException(
                sketch.FileName, exception.Line, $"this looks like {guess}, which is not supported; give {VectorFile.Forms} (parse error: {exception.Problem})", exception);
        }
    }

    /// <summary>Whether the file names a mode of AES, supported or not; the reader's own message is then the right one.</summary>
    private static bool StatesMode(ReadOnlySpan<byte> text, string fileName)
    {
        try
        {
            return RspHeader.Read(text, fileName).Mode is not null;
        }
        catch (VectorFileException)
        {
            return true;
        }
    }

    private static VectorFileException Foreign(string fileName, int line, string what) => new(fileName, line, $"this looks like {what}, which is not supported; give {VectorFile.Forms}");
}
