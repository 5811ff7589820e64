namespace AesniCheck.Cli.Output;

/// <summary>A colour of text. The terminal's own palette decides what it looks like.</summary>
internal enum TextColour
{
    /// <summary>The usual one.</summary>
    Usual,

    /// <summary>Secondary text.</summary>
    Faint,

    /// <summary>A good outcome.</summary>
    Green,

    /// <summary>A fault.</summary>
    Red,

    /// <summary>An outcome that is neither.</summary>
    Yellow,
}

/// <summary>A part of a line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Colour">Its colour.</param>
internal readonly record struct ColouredText(string Text, TextColour Colour)
{
    /// <summary>The control sequence that begins it: ECMA-48, SGR; empty for the usual colour.</summary>
    public string Begin => Colour switch
    {
        TextColour.Faint => "\e[2m",
        TextColour.Green => "\e[1;32m",
        TextColour.Red => "\e[1;31m",
        TextColour.Yellow => "\e[1;33m",
        _ => "",
    };

    /// <summary>The control sequence that ends it.</summary>
    public string End => Colour == TextColour.Usual ? "" : "\e[0m";
}
