using System.Collections.Immutable;

namespace AesniCheck.Vectors;

/// <summary>The content of a file of published vectors.</summary>
/// <param name="FileName">The file's name, as given by the caller.</param>
/// <param name="IsMonteCarlo">
/// Whether the vectors are steps of the Monte Carlo test, a thousand operations each, rather than single operations.
/// </param>
/// <param name="Vectors">The vectors, in the file's order; at least one.</param>
public sealed record VectorFile(string FileName, bool IsMonteCarlo, ImmutableArray<CipherVector> Vectors)
{
    /// <summary>The supported files, for a message.</summary>
    internal const string Forms = "a NIST CAVP .rsp file or a Wycheproof JSON file";

    /// <summary>The number of vectors that were skipped, since their XTS data units are not whole bytes. They are not in <see cref="Vectors"/>.</summary>
    public int SkippedCount { get; init; }

    /// <summary>The source of the mode, as a clause for a message: <c>the comment in line 3 names CBC</c>. Null if no reader made this object.</summary>
    public string? ModeBasis { get; init; }

    /// <summary>Whether the mode was assumed, since neither a comment nor the name states it.</summary>
    public bool IsModeGuessed { get; init; }

    /// <summary>Another algorithm that the file may be for, by inconclusive signs; null if there are none.</summary>
    public string? Hint { get; init; }

    /// <summary>Reads a file from disk: NIST CAVP (<c>.rsp</c>), or the form of Wycheproof (JSON); the content determines which.</summary>
    /// <exception cref="VectorFileException">The file cannot be read, is malformed, or is not supported.</exception>
    public static VectorFile Load(string path) => VectorReader.Read(ReadBytes(path), path);

    private static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        if (Directory.Exists(path))
        {
            throw new VectorFileException(path, 0, $"this is a directory; give {Forms}");
        }

        try
        {
            using FileStream file = File.OpenRead(path);

            // One byte more than the limit, whatever length the file reports: a device reports none and never ends.
            byte[] content = new byte[Math.Min(file.CanSeek ? file.Length : 0, RspReader.MaximumByteCount) + 1];
            int length = 0;
            while (true)
            {
                length += file.ReadAtLeast(content.AsSpan(length), content.Length - length, throwOnEndOfStream: false);
                if (length < content.Length || length > RspReader.MaximumByteCount)
                {
                    return content.AsMemory(0, length);
                }

                Array.Resize(ref content, Math.Min(2 * Math.Max(length, 4096), RspReader.MaximumByteCount + 1));
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VectorFileException(path, 0, "the file does not exist; check the path", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new VectorFileException(path, 0, "no permission to read the file; check its permissions", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            // Without the inner message: a trimmed build may have none.
            throw new VectorFileException(path, 0, $"the file cannot be read ({exception.GetType().Name}); check the path", exception);
        }
    }
}
