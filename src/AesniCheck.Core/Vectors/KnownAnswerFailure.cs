using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>In which way an engine got a vector wrong.</summary>
public enum KnownAnswerError
{
    /// <summary>The output is not what is published.</summary>
    WrongOutput,

    /// <summary>It refused an input that is right.</summary>
    Refused,

    /// <summary>It took an input that must be refused.</summary>
    Accepted,
}

/// <summary>
/// One vector that an engine and its file disagree on: a miscompare, not yet explained. It holds excerpts, and so takes little memory however long the
/// vector is.
/// </summary>
/// <param name="FileName">The vector's file.</param>
/// <param name="Vector">The vector.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="Error">In which way.</param>
/// <param name="Published">An excerpt of the published output, followed by the tag if the vector is encrypted; empty if the input must be refused.</param>
/// <param name="Given">An excerpt of the engine's output, from the same offset; empty if it refused.</param>
/// <param name="FirstDifference">The index of the first byte that differs; -1 where outputs were not compared.</param>
public sealed record KnownAnswerFailure(
    string FileName, CipherVector Vector, string Engine, KnownAnswerError Error, ByteExcerpt Published, ByteExcerpt Given, int FirstDifference)
{
    /// <summary>The published bytes of the excerpt: all of them where the output is short.</summary>
    public byte[] Expected => Published.Bytes;

    /// <summary>The engine's bytes of the excerpt: all of them where the output is short.</summary>
    public byte[] Actual => Given.Bytes;

    /// <summary>The line that the vector begins on, from 1; 0 where its file is not read by lines.</summary>
    public int Line => Vector.Line;

    /// <summary>What the engine was asked to do.</summary>
    public CipherDirection Direction => Vector.Direction;

    /// <summary>Where the vector stands: <c>FILE:LINE</c>, or <c>FILE: tcId N</c>.</summary>
    public string Place => Vector.PlaceIn(FileName);
}
