namespace AesniCheck.Probes;

/// <summary>Memory whose pages can be given back to the system, so that the next write to each of them faults. For one thread at a time.</summary>
/// <param name="pointer">The first byte. Valid as long as this object is reachable.</param>
/// <param name="tryDrop">Gives all pages back; false where the system refused.</param>
internal sealed unsafe class DroppablePages(byte* pointer, Func<bool> tryDrop)
{
    /// <summary>The first byte.</summary>
    public byte* Pointer => pointer;

    /// <summary>Gives all pages back.</summary>
    /// <returns>False where the system refused.</returns>
    public bool TryDrop() => tryDrop();
}
