using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// What the comments at the head of a <c>.rsp</c> file say, such as <c>AESVS MCT test data for ECB</c>; where they say nothing,
/// what its name says, such as <c>CBCVarKey128.rsp</c>.
/// </summary>
internal sealed class RspHeader(string fileName)
{
    private const string ModePhrase = "test data for ";

    // CFB is the segment size's prefix too, so it comes behind the longer names.
    private static readonly string[] OtherModes = ["CFB128", "CFB8", "CFB1", "CFB", "OFB", "CTR", "GCM", "CCM", "XTS"];

    private bool _saysMonteCarlo;
    private bool _saysMode;

    /// <summary>The mode; null where neither the comments nor the name tell.</summary>
    public BlockMode? Mode { get; private set; }

    /// <summary>Whether it is a Monte Carlo file.</summary>
    public bool IsMonteCarlo { get; private set; }

    /// <summary>Takes a comment in, without its <c>#</c>.</summary>
    /// <exception cref="VectorFileException">It names a mode other than ECB and CBC.</exception>
    public void ReadComment(string comment, int line)
    {
        _saysMonteCarlo |= comment.Contains("Monte Carlo", StringComparison.OrdinalIgnoreCase)
            || comment.Split(' ').Contains("MCT", StringComparer.OrdinalIgnoreCase);

        int phrase = comment.IndexOf(ModePhrase, StringComparison.OrdinalIgnoreCase);
        string mode = phrase < 0 ? "" : FirstWord(comment[(phrase + ModePhrase.Length)..]);
        if (mode.Length > 0)
        {
            _saysMode = true;
            Mode = mode.ToUpperInvariant() switch
            {
                "ECB" => BlockMode.Ecb,
                "CBC" => BlockMode.Cbc,
                _ => throw OtherMode(mode, line),
            };
        }
    }

    /// <summary>Asks the name for what the comments did not say; called once, behind them.</summary>
    /// <exception cref="VectorFileException">It begins with a mode other than ECB and CBC.</exception>
    public void End(int line)
    {
        IsMonteCarlo = _saysMonteCarlo;
        if (_saysMode)
        {
            return;
        }

        string name = Path.GetFileName(fileName);
        if (Array.Find(OtherModes, name.StartsWithIgnoringCase) is { } other)
        {
            throw OtherMode(other, line);
        }

        Mode = name.StartsWithIgnoringCase("ECB") ? BlockMode.Ecb : name.StartsWithIgnoringCase("CBC") ? BlockMode.Cbc : null;
        IsMonteCarlo |= Mode is not null && name[3..].StartsWithIgnoringCase("MCT");
    }

    private VectorFileException OtherMode(string mode, int line) =>
        new(
            fileName,
            line,
            $"vectors for {RspText.Shorten(mode)} are not supported; give an ECB or CBC file, with '# test data for ECB' or CBC on top");

    private static string FirstWord(string text) => text.TrimStart().Split(' ', '\t')[0];
}
