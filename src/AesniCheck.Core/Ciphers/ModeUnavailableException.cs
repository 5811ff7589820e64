namespace AesniCheck.Ciphers;

/// <summary>The exception for an engine that can't be used: it is missing, or its provider refuses. It says nothing about the engine's results.</summary>
public class ModeUnavailableException : Exception
{
    /// <param name="message">The reason, as a clause.</param>
    public ModeUnavailableException(string message)
        : base(message)
    {
    }
}
