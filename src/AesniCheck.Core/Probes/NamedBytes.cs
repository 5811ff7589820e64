namespace AesniCheck.Probes;

/// <summary>An input of work that came out wrong.</summary>
/// <param name="Name">Its name, at most nine characters: <c>key</c>.</param>
/// <param name="Bytes">Its bytes; empty if there were none.</param>
internal sealed record NamedBytes(string Name, byte[] Bytes)
{
    /// <summary>Whether it is short enough for a summary on a terminal; if not, only pages and records show it.</summary>
    public bool IsShort { get; init; } = true;
}
