using System.Collections.Immutable;

namespace AesniCheck.Vectors;

/// <summary>A file of published vectors, read.</summary>
/// <param name="FileName">Its name, as it was given.</param>
/// <param name="IsMonteCarlo">
/// Whether its vectors are steps of the Monte Carlo test, each a thousand operations, rather than single ones.
/// </param>
/// <param name="Vectors">Its vectors, in its order; at least one.</param>
public sealed record VectorFile(string FileName, bool IsMonteCarlo, ImmutableArray<CipherVector> Vectors)
{
    /// <summary>What is read, for a message.</summary>
    internal const string Forms = "a NIST CAVP .rsp file or a Wycheproof JSON file";

    /// <summary>How many vectors were passed over, since their XTS data units are no whole bytes. They are none of <see cref="Vectors"/>.</summary>
    public int PassedOver { get; init; }

    /// <summary>The source of the mode, as a clause for a message: <c>the comment in line 3 names CBC</c>. Null if the file was not read by a reader.</summary>
    public string? ModeBasis { get; init; }

    /// <summary>Whether the mode was assumed, since neither a comment nor the name tells it.</summary>
    public bool IsModeGuessed { get; init; }

    /// <summary>Another algorithm that the file may be for, by signs that prove nothing; null if there is no such sign.</summary>
    public string? Hint { get; init; }

    /// <summary>Reads a file from disk: one of NIST CAVP (<c>.rsp</c>) or one in the form of Wycheproof (JSON), which its first character tells.</summary>
    /// <exception cref="VectorFileException">It cannot be read, or something in it is wrong.</exception>
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

            // One byte more than is allowed, whatever length the file claims: a device claims none and never ends.
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
            throw new VectorFileException(path, 0, "the file may not be read; check its permissions", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            // Not the inner message: a trimmed build may have none.
            throw new VectorFileException(path, 0, $"the file cannot be read ({exception.GetType().Name}); check the path", exception);
        }
    }
}
