using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The kind of error that an engine made on a vector.</summary>
public enum KnownAnswerError
{
    /// <summary>The output differs from the published one.</summary>
    WrongOutput,

    /// <summary>The engine refused a valid input.</summary>
    Refused,

    /// <summary>The engine accepted an input that must be refused.</summary>
    Accepted,
}

/// <summary>
/// One vector on which an engine and its file disagree: a miscompare, not yet explained. It holds only excerpts, so it takes little memory whatever the
/// vector's length.
/// </summary>
/// <param name="FileName">The vector's file.</param>
/// <param name="Vector">The vector.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="Error">The kind of error.</param>
/// <param name="Published">An excerpt of the published output, followed by the tag if the vector is encrypted; empty if the input must be refused.</param>
/// <param name="Given">An excerpt of the engine's output, from the same offset; empty if the engine refused.</param>
/// <param name="FirstDifference">The index of the first byte that differs; -1 if outputs were not compared.</param>
public sealed record KnownAnswerFailure(
    string FileName, CipherVector Vector, string Engine, KnownAnswerError Error, ByteExcerpt Published, ByteExcerpt Given, int FirstDifference)
{
    /// <summary>The published bytes of the excerpt: the whole output if it is short.</summary>
    public byte[] Expected => Published.Bytes;

    /// <summary>The engine's bytes of the excerpt: the whole output if it is short.</summary>
    public byte[] Actual => Given.Bytes;

    /// <summary>The line on which the vector begins, from 1; 0 if its file is not read by lines.</summary>
    public int Line => Vector.Line;

    /// <summary>The operation that the engine performed.</summary>
    public CipherDirection Direction => Vector.Direction;

    /// <summary>The position of the vector: <c>FILE:LINE</c>, or <c>FILE: tcId N</c>.</summary>
    public string Place => Vector.PlaceIn(FileName);
}
