namespace AesniCheck.Vectors;

/// <summary>The result that an engine must produce for a vector.</summary>
public enum ExpectedResult
{
    /// <summary>The engine must produce the output.</summary>
    Valid,

    /// <summary>The engine must refuse the input: its tag, its padding or a length is wrong.</summary>
    Invalid,

    /// <summary>The engine may refuse the input or produce the output.</summary>
    Acceptable,
}
