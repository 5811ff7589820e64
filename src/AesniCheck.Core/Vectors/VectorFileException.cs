using System.Diagnostics.CodeAnalysis;
using AesniCheck.Basics;

namespace AesniCheck.Vectors;

/// <summary>The exception for a vector file that is wrong or cannot be read. The message is one line: <c>FILE:LINE: the problem; the remedy</c>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a file and a line.")]
public sealed class VectorFileException : Exception
{
    /// <summary>Makes the message from its parts.</summary>
    /// <param name="fileName">The file, as the user knows it.</param>
    /// <param name="line">The line, from 1, or 0 for the file as a whole: the message then has no line.</param>
    /// <param name="problem">The problem; the remedy.</param>
    /// <param name="innerException">The operating system's error.</param>
    public VectorFileException(string fileName, int line, string problem, Exception? innerException = null)
        : base(OnOneLine(line > 0 ? $"{fileName}:{line}: {problem}" : $"{fileName}: {problem}"), innerException)
    {
        FileName = fileName;
        Line = line;
        Problem = OnOneLine(problem);
    }

    /// <summary>The problem; the remedy: the message without the place.</summary>
    public string Problem { get; }

    /// <summary>The file, as given by the caller.</summary>
    public string FileName { get; }

    /// <summary>The wrong line, from 1; 0 for the file as a whole.</summary>
    public int Line { get; }

    /// <summary>Keeps a message on one line and safe for a terminal: a file's name and content may contain any character.</summary>
    private static string OnOneLine(string message) => VisibleText.Of(message);
}
