namespace AesniCheck.Ciphers;

/// <summary>An engine can't be asked: it is not there, or whoever provides it refuses. Says nothing on what it computes.</summary>
public class ModeUnavailableException : Exception
{
    /// <param name="message">Why, in half a sentence.</param>
    public ModeUnavailableException(string message)
        : base(message)
    {
    }
}
