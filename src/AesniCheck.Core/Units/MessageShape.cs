using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>What messages of a mode may look like, so that those who are asked to encrypt them can. Lengths are in bytes.</summary>
internal sealed record MessageShape
{
    /// <summary>The longest message.</summary>
    public const int MaximumLength = 4096;

    /// <summary>The longest associated data.</summary>
    public const int MaximumAssociatedLength = 512;

    /// <summary>The longest IV.</summary>
    public const int MaximumIvLength = 64;

    /// <summary>The longest tag.</summary>
    public const int MaximumTagLength = 16;

    /// <summary>The mode.</summary>
    public required CipherMode Mode { get; init; }

    /// <summary>The lengths of IVs; each up to 64.</summary>
    public required IReadOnlyList<int> IvLengths { get; init; }

    /// <summary>The lengths of tags; 0 for modes without.</summary>
    public IReadOnlyList<int> TagLengths { get; init; } = [0];

    /// <summary>The lengths of associated data, each up to 512; null when any length will do.</summary>
    public IReadOnlyList<int>? AssociatedLengths { get; init; } = [0];

    /// <summary>The sizes of keys; null when any of the run's will do.</summary>
    public IReadOnlyList<AesKeySize>? KeySizes { get; init; }

    /// <summary>The shortest message.</summary>
    public int Minimum { get; init; }

    /// <summary>The longest message, up to 4,096.</summary>
    public int Maximum { get; init; } = MaximumLength;

    /// <summary>What each length is a multiple of: 1, or 16 for whole blocks.</summary>
    public int Multiple { get; init; } = 1;
}
