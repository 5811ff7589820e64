using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class BoundedLinesTests
{
    private const int Limit = 64;

    private static readonly Gen<byte[]> AnyBytes =
        Gen.ArrayOf(Gen.Frequency((6, Gen.Choose(0, 255)), (2, Gen.Constant((int)'\n')), (1, Gen.Constant((int)'\r')))).Select(values => values.Select(value => (byte)value).ToArray());

    [Fact]
    public void LinesAreThoseOfATextReaderInWhateverPiecesTheBytesCome() => Prop.ForAll(
        AnyBytes.ToArbitrary(),
        Gen.Choose(1, 20).ToArbitrary(),
        (bytes, piece) =>
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            var expected = new List<string>();
            while (reader.ReadLine() is { } line)
            {
                expected.Add(line);
            }

            return expected.SequenceEqual(Read(bytes, piece, limit: 100_000).Select(line => Encoding.UTF8.GetString(line.Bytes)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void NothingIsLostWhateverTheLimit() => Prop.ForAll(
        AnyBytes.Select(bytes => bytes.Where(value => value != '\r').ToArray()).ToArbitrary(),
        Gen.Choose(1, 20).ToArbitrary(),
        (bytes, limit) =>
        {
            PipeLine[] lines = [.. Read(bytes, piece: 7, limit)];
            byte[] again = [.. lines.SelectMany(line => line.End == LineEnd.Ended ? [.. line.Bytes, (byte)'\n'] : line.Bytes)];
            return again.SequenceEqual(bytes) && lines.All(line => line.Bytes.Length <= limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void TheEndOfALineIsKnown()
    {
        Assert.Equal([("ab", LineEnd.Ended), ("", LineEnd.Ended), ("c", LineEnd.Unfinished)], Read("ab\n\nc"));
        Assert.Equal([("ab", LineEnd.Ended)], Read("ab\n"));
        Assert.Empty(Read(""));
    }

    [Fact]
    public void ALineThatIsTooLongIsCut()
    {
        string longest = new('x', Limit);
        Assert.Equal([(longest, LineEnd.Ended)], Read($"{longest}\n"));
        Assert.Equal([(longest, LineEnd.Cut), ("y", LineEnd.Ended), ("z", LineEnd.Ended)], Read($"{longest}y\nz\n"));
        Assert.Equal([(longest, LineEnd.Cut), (longest, LineEnd.Cut), ("y", LineEnd.Unfinished)], Read($"{longest}{longest}y"));
    }

    [Fact]
    public void APipeThatBreaksEndsThere() => Assert.Equal([("ab", LineEnd.Unfinished)], Texts(new BoundedLines(new Pieces("ab"u8.ToArray(), 2, breaks: true), Limit)));

    private static IEnumerable<(string Text, LineEnd End)> Read(string text) => Texts(new BoundedLines(new MemoryStream(Encoding.UTF8.GetBytes(text)), Limit));

    private static IEnumerable<(string Text, LineEnd End)> Texts(BoundedLines lines) =>
        All(lines).Select(line => (Encoding.UTF8.GetString(line.Bytes), line.End));

    private static IEnumerable<PipeLine> Read(byte[] bytes, int piece, int limit) => All(new BoundedLines(new Pieces(bytes, piece), limit));

    private static IEnumerable<PipeLine> All(BoundedLines lines)
    {
        while (lines.Read() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>A pipe that delivers a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int piece, bool breaks = false) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            int length = base.Read(buffer, offset, Math.Min(count, piece));
            return length > 0 || !breaks ? length : throw new IOException("The pipe broke.");
        }
    }
}
