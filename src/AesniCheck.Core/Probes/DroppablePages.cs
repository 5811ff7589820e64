namespace AesniCheck.Probes;

/// <summary>Memory whose pages can be given back to the system, so that the next write to each of them faults. Not thread-safe.</summary>
/// <param name="pointer">The first byte. Valid as long as this object is reachable.</param>
/// <param name="tryDrop">Gives all pages back; returns false if the system refuses.</param>
internal sealed unsafe class DroppablePages(byte* pointer, Func<bool> tryDrop)
{
    /// <summary>The first byte.</summary>
    public byte* Pointer => pointer;

    /// <summary>Gives all pages back.</summary>
    /// <returns>False if the system refused.</returns>
    public bool TryDrop() => tryDrop();
}
