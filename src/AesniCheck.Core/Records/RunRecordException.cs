using System.Diagnostics.CodeAnalysis;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>A file is not a run record, or can't be read. The message is one line: <c>FILE: what is wrong; what to do</c>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a file.")]
public sealed class RunRecordException : Exception
{
    /// <summary>Makes the message from its parts.</summary>
    /// <param name="fileName">The file's name, as the user knows it.</param>
    /// <param name="problem">What is wrong; what to do.</param>
    /// <param name="innerException">The exception of the reader or the operating system.</param>
    public RunRecordException(string fileName, string problem, Exception? innerException = null)
        : base(VisibleText.Of($"{Excerpt.OfLine(fileName)}: {problem}"), innerException)
    {
    }
}
