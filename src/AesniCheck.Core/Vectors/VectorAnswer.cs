using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>An engine's answer to a vector: an output, or a refusal. The bytes are in the run's buffer, and valid until its next vector.</summary>
internal readonly ref struct VectorAnswer
{
    private VectorAnswer(bool isRefused, ReadOnlySpan<byte> output)
    {
        IsRefused = isRefused;
        Output = output;
    }

    /// <summary>A refusal: the tag, the padding or a length is wrong.</summary>
    public static VectorAnswer Refusal => new(isRefused: true, default);

    /// <summary>Whether the engine refused the input.</summary>
    public bool IsRefused { get; }

    /// <summary>The output, followed by the tag if the vector is encrypted.</summary>
    public ReadOnlySpan<byte> Output { get; }

    /// <summary>Makes an answer with an output.</summary>
    public static VectorAnswer Of(ReadOnlySpan<byte> output) => new(isRefused: false, output);

    /// <summary>Whether two engines gave the same answer.</summary>
    public bool Equals(VectorAnswer other) =>
        IsRefused == other.IsRefused && Output.Length == other.Output.Length && ScalarBytes.FirstDifference(Output, other.Output) < 0;

    /// <summary>Whether the answer is the published one.</summary>
    public bool Matches(CipherVector vector) => vector.Result switch
    {
        ExpectedResult.Valid => !IsRefused && DifferenceFrom(vector.Expected.Span, TagOf(vector)) < 0,
        ExpectedResult.Invalid => IsRefused,
        _ => IsRefused || DifferenceFrom(vector.Expected.Span, TagOf(vector)) < 0,
    };

    /// <summary>Describes the disagreement with the vector; there must be one.</summary>
    public KnownAnswerFailure Failure(CipherVector vector, string fileName, string engine) =>
        Failure(vector, vector.Result == ExpectedResult.Invalid, vector.Expected.Span, TagOf(vector), fileName, engine);

    /// <summary>Describes the disagreement with the right answer, for a vector whose own answer is wrong.</summary>
    public KnownAnswerFailure Failure(VectorAnswer right, CipherVector vector, string fileName, string engine) =>
        Failure(vector, right.IsRefused, right.Output, [], fileName, engine);

    private static ReadOnlySpan<byte> TagOf(CipherVector vector) => vector.Direction == CipherDirection.Encrypt ? vector.Tag.Span : [];

    private KnownAnswerFailure Failure(
        CipherVector vector, bool mustRefuse, ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag, string fileName, string engine)
    {
        if (IsRefused)
        {
            return new KnownAnswerFailure(fileName, vector, engine, KnownAnswerError.Refused, ByteExcerpt.Of(0, text, tag), ByteExcerpt.Empty, -1);
        }

        if (mustRefuse)
        {
            return new KnownAnswerFailure(fileName, vector, engine, KnownAnswerError.Accepted, ByteExcerpt.Empty, ByteExcerpt.Of(0, Output), -1);
        }

        int difference = DifferenceFrom(text, tag);
        int offset = ByteExcerpt.OffsetFor(difference, Math.Max(text.Length + tag.Length, Output.Length));
        return new KnownAnswerFailure(
            fileName, vector, engine, KnownAnswerError.WrongOutput, ByteExcerpt.Of(offset, text, tag), ByteExcerpt.Of(offset, Output), difference);
    }

    /// <summary>Returns the index of the first wrong byte; -1 for none.</summary>
    private int DifferenceFrom(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag)
    {
        int length = text.Length + tag.Length;
        int inText = Math.Min(text.Length, Output.Length);
        int difference = ScalarBytes.FirstDifference(Output[..inText], text[..inText]);
        if (difference >= 0)
        {
            return difference;
        }

        int inTag = Math.Clamp(Output.Length - text.Length, 0, tag.Length);
        difference = inTag == 0 ? -1 : ScalarBytes.FirstDifference(Output.Slice(text.Length, inTag), tag[..inTag]);

        // A padding that was removed wrongly leaves another length; the difference is then the first byte after the shorter one.
        return difference >= 0 ? text.Length + difference
            : Output.Length != length ? Math.Min(Output.Length, length)
            : -1;
    }
}
