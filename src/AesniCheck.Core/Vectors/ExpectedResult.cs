namespace AesniCheck.Vectors;

/// <summary>What an engine must make of a vector.</summary>
public enum ExpectedResult
{
    /// <summary>It gives the output.</summary>
    Valid,

    /// <summary>It refuses the input: the tag is wrong, or the padding, or a length.</summary>
    Invalid,

    /// <summary>It refuses the input, or it gives the output.</summary>
    Acceptable,
}
