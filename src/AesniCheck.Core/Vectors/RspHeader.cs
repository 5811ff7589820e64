using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;

namespace AesniCheck.Vectors;

/// <summary>
/// What the comments at the head of a <c>.rsp</c> file say, such as <c>AESVS MCT test data for ECB</c>; where they say nothing,
/// what its name says, such as <c>CBCVarKey128.rsp</c>.
/// </summary>
internal sealed class RspHeader(string fileName)
{
    private const string ModePhrase = "test data for ";

    // CFB is the segment size's prefix too, so it comes behind the longer names.
    private static readonly string[] OtherModes = ["CFB128", "CFB8", "CFB1", "CFB", "OFB", "CCM"];

    private static readonly (string Name, CipherMode Mode)[] Modes =
        [("ECB", CipherMode.Ecb), ("CBC", CipherMode.Cbc), ("CTR", CipherMode.Ctr), ("GCM", CipherMode.Gcm), ("XTS", CipherMode.Xts)];

    private bool _saysMonteCarlo;

    /// <summary>The mode; null where neither the comments nor the name tell.</summary>
    public CipherMode? Mode { get; private set; }

    /// <summary>The direction, which GCM files tell in their comments or names; null where they don't, and for other modes.</summary>
    public CipherDirection? Direction { get; private set; }

    /// <summary>Whether it is a Monte Carlo file.</summary>
    public bool IsMonteCarlo { get; private set; }

    /// <summary>Takes a comment in, without its <c>#</c>.</summary>
    /// <exception cref="VectorFileException">It names a mode that is not read.</exception>
    public void ReadComment(string comment, int line)
    {
        string[] words = comment.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        _saysMonteCarlo |= comment.Contains("Monte Carlo", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(words, word => IsWord(word, "MCT"));

        int phrase = comment.IndexOf(ModePhrase, StringComparison.OrdinalIgnoreCase);
        string mode = phrase < 0 ? "" : comment[(phrase + ModePhrase.Length)..].TrimStart().Split(' ', '\t')[0];
        if (mode.Length > 0)
        {
            Mode = Array.Find(Modes, known => IsWord(mode, known.Name)) is { Name: not null } found ? found.Mode : throw OtherMode(mode, line);
            return;
        }

        // The heads of the other files: 'GCM Decrypt with keysize 128', 'XTSGen information', and 'AES Counter' of RFC 3686.
        Mode ??= words switch
        {
            [var first, ..] when IsWord(first, "GCM") => CipherMode.Gcm,
            [var first, ..] when IsWord(first, "XTSGen") => CipherMode.Xts,
            [var first, var second, ..] when IsWord(first, "AES") && IsWord(second, "Counter") => CipherMode.Ctr,
            _ => null,
        };
        if (words is ["GCM" or "gcm", var way, ..])
        {
            Direction = DirectionNamed(way);
        }
    }

    /// <summary>Asks the name for what the comments did not say; called once, behind them.</summary>
    /// <exception cref="VectorFileException">It begins with a mode that is not read, or there is no such Monte Carlo test.</exception>
    public void End(int line)
    {
        IsMonteCarlo = _saysMonteCarlo;
        string name = Path.GetFileName(fileName);
        if (Mode is null)
        {
            if (Array.Find(OtherModes, name.StartsWithIgnoringCase) is { } other)
            {
                throw OtherMode(other, line);
            }

            Mode = Array.Find(Modes, known => name.StartsWithIgnoringCase(known.Name)) is { Name: not null } found ? found.Mode : null;
            IsMonteCarlo |= Mode is not null && name[3..].StartsWithIgnoringCase("MCT");
        }

        if (Mode == CipherMode.Gcm && name.StartsWithIgnoringCase("GCM"))
        {
            Direction ??= DirectionNamed(name[3..]);
        }

        if (IsMonteCarlo && Mode is { } mode && !MonteCarlo.Modes.Contains(mode))
        {
            throw new VectorFileException(fileName, line, $"a Monte Carlo test for {mode.ToString().ToUpperInvariant()} is not supported; give one for ECB or CBC");
        }
    }

    private static CipherDirection? DirectionNamed(string text) =>
        text.StartsWithIgnoringCase("Encrypt") ? CipherDirection.Encrypt
        : text.StartsWithIgnoringCase("Decrypt") ? CipherDirection.Decrypt
        : null;

    private static bool IsWord(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private VectorFileException OtherMode(string mode, int line) =>
        new(
            fileName,
            line,
            $"vectors for {RspText.Shorten(mode)} are not supported; give a file for ECB, CBC, CTR, GCM or XTS, with '# test data for ECB' or the like on top");
}
