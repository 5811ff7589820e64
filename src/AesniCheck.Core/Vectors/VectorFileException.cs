using System.Diagnostics.CodeAnalysis;
using AesniCheck.Basics;

namespace AesniCheck.Vectors;

/// <summary>A vector file is wrong or cannot be read. The message is one line: <c>FILE:LINE: what is wrong; what to do</c>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a file and a line.")]
public sealed class VectorFileException : Exception
{
    /// <summary>Makes the message from its parts.</summary>
    /// <param name="fileName">The file, as the user knows it.</param>
    /// <param name="line">The line from 1, or 0 where the file as a whole is meant: the message then has no line.</param>
    /// <param name="problem">What is wrong; what to do.</param>
    /// <param name="innerException">What the operating system said.</param>
    public VectorFileException(string fileName, int line, string problem, Exception? innerException = null)
        : base(OnOneLine(line > 0 ? $"{fileName}:{line}: {problem}" : $"{fileName}: {problem}"), innerException)
    {
        FileName = fileName;
        Line = line;
        Problem = OnOneLine(problem);
    }

    /// <summary>What is wrong; what to do: the message without the place.</summary>
    public string Problem { get; }

    /// <summary>The file, as it was given.</summary>
    public string FileName { get; }

    /// <summary>The line that is wrong, from 1; 0 where the file as a whole is.</summary>
    public int Line { get; }

    /// <summary>A file's name and content may hold anything; a message stays one line, and harmless on a terminal.</summary>
    private static string OnOneLine(string message) => VisibleText.Of(message);
}
