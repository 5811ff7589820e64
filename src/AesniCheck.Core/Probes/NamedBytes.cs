namespace AesniCheck.Probes;

/// <summary>An input of work that failed.</summary>
/// <param name="Name">The name, such as <c>key</c>. If <see cref="IsShort"/>, at most nine characters, the width of its column.</param>
/// <param name="Bytes">The bytes; may be empty.</param>
internal sealed record NamedBytes(string Name, byte[] Bytes)
{
    /// <summary>Whether the input is short enough for a summary on a terminal; if not, only pages and records show it.</summary>
    public bool IsShort { get; init; } = true;
}
