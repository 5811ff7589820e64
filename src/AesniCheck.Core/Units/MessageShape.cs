using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>The messages of a mode that the implementations under test can encrypt. Lengths are in bytes.</summary>
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

    /// <summary>The permitted IV lengths, each up to 64.</summary>
    public required IReadOnlyList<int> IvLengths { get; init; }

    /// <summary>The permitted tag lengths; 0 for modes without a tag.</summary>
    public IReadOnlyList<int> TagLengths { get; init; } = [0];

    /// <summary>The permitted lengths of associated data, each up to 512; null for any length.</summary>
    public IReadOnlyList<int>? AssociatedLengths { get; init; } = [0];

    /// <summary>The permitted key sizes; null for all key sizes of the run.</summary>
    public IReadOnlyList<AesKeySize>? KeySizes { get; init; }

    /// <summary>The shortest message.</summary>
    public int Minimum { get; init; }

    /// <summary>The longest message, up to 4,096.</summary>
    public int Maximum { get; init; } = MaximumLength;

    /// <summary>Each message length is a multiple of this: 1, or 16 for whole blocks.</summary>
    public int Multiple { get; init; } = 1;
}
