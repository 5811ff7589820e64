namespace AesniCheck.Probes;

/// <summary>An input of work that failed.</summary>
/// <param name="Name">Its name: <c>key</c>. That of a short one has at most nine characters, the width of its column.</param>
/// <param name="Bytes">Its bytes; empty if it has none.</param>
internal sealed record NamedBytes(string Name, byte[] Bytes)
{
    /// <summary>Whether it is short enough for a summary on a terminal; if not, only pages and records show it.</summary>
    public bool IsShort { get; init; } = true;
}
