namespace AesniCheck.Probes;

/// <summary>Where a buffer lies in its memory.</summary>
internal enum BufferPlace
{
    /// <summary>In the middle, at any alignment, with known bytes before and after it.</summary>
    Within,

    /// <summary>Flush with the end: the next byte is inaccessible. Known bytes before it.</summary>
    AtEnd,

    /// <summary>At the beginning: the byte before is inaccessible. Known bytes after it.</summary>
    AtStart,
}
