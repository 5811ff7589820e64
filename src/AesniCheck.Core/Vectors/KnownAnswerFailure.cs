using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>One vector that an engine got wrong: a miscompare, not yet explained.</summary>
/// <param name="FileName">The vector's file.</param>
/// <param name="Line">The line in it that the vector begins on, from 1.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="Direction">What it was asked to do.</param>
/// <param name="Expected">What is published.</param>
/// <param name="Actual">What the engine gave; equally long.</param>
/// <param name="FirstDifference">The index of the first byte that differs.</param>
public sealed record KnownAnswerFailure(
    string FileName, int Line, string Engine, CipherDirection Direction, byte[] Expected, byte[] Actual, int FirstDifference);
