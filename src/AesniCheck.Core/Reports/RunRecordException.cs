using System.Diagnostics.CodeAnalysis;

namespace AesniCheck.Reports;

/// <summary>A file is no run record, or can't be read. The message is one line: <c>FILE: what is wrong; what to do</c>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a file.")]
public sealed class RunRecordException : Exception
{
    /// <summary>Makes the message from its parts.</summary>
    /// <param name="fileName">The file, as the user knows it.</param>
    /// <param name="problem">What is wrong; what to do.</param>
    /// <param name="innerException">What the reader or the operating system said.</param>
    public RunRecordException(string fileName, string problem, Exception? innerException = null)
        : base(OnOneLine($"{fileName}: {problem}"), innerException) => FileName = fileName;

    /// <summary>The file, as it was given.</summary>
    public string FileName { get; }

    // A file's name and content may hold anything; U+2028 and U+2029 part lines too.
    private static string OnOneLine(string message) =>
        string.Concat(message.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? '?' : character));
}
