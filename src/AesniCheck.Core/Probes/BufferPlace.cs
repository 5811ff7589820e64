namespace AesniCheck.Probes;

/// <summary>Where a buffer lies in its memory.</summary>
internal enum BufferPlace
{
    /// <summary>In the middle, at any alignment, with known bytes before and behind it.</summary>
    Within,

    /// <summary>Flush with the end: the next byte may not be touched. Known bytes before it.</summary>
    AtEnd,

    /// <summary>At the beginning: the byte before may not be touched. Known bytes behind it.</summary>
    AtBegin,
}
