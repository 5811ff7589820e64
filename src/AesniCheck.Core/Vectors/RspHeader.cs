using System.Text;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// The statements of the comments at the head of a <c>.rsp</c> file, such as <c>AESVS MCT test data for ECB</c>; if the comments state
/// nothing, those of the file's name, such as <c>CBCVarKey128.rsp</c>.
/// </summary>
internal sealed class RspHeader(string fileName)
{
    private const string ModePhrase = "test data for ";

    // Longer names first: CFB is a prefix of the others.
    private static readonly (string Name, CipherMode? Mode)[] Modes =
    [
        ("ECB", CipherMode.Ecb),
        ("CBC", CipherMode.Cbc),
        ("CFB128", CipherMode.Cfb),
        ("CFB8", CipherMode.Cfb8),
        ("CFB1", null),
        ("CFB", CipherMode.Cfb),
        ("OFB", CipherMode.Ofb),
        ("CTR", CipherMode.Ctr),
        ("GCM", CipherMode.Gcm),
        ("GMAC", CipherMode.Gcm),
        ("XTS", CipherMode.Xts),
        ("CCM", CipherMode.Ccm),
    ];

    // Files for CCM are named after their tests.
    private static readonly string[] CcmTests = ["DVPT", "VADT", "VNT", "VPT", "VTT"];

    private readonly List<(string Word, int Line)> _modesInComments = [];
    private bool _saysMonteCarlo;

    /// <summary>The mode; null if neither the comments nor the name state it.</summary>
    public CipherMode? Mode { get; private set; }

    /// <summary>The source of the mode, as a clause for a message: <c>the comment in line 3 names CBC</c>. Null if <see cref="Mode"/> is null.</summary>
    public string? Basis { get; private set; }

    /// <summary>Whether it is a file for GMAC: GCM without a plaintext.</summary>
    public bool IsGmac { get; private set; }

    /// <summary>The direction, which GCM files state in their comments or names; null if they don't, and for other modes.</summary>
    public CipherDirection? Direction { get; private set; }

    /// <summary>Whether it is a Monte Carlo file.</summary>
    public bool IsMonteCarlo { get; private set; }

    /// <summary>Reads the head of a text: all comments before the first line that is neither a comment nor empty.</summary>
    /// <exception cref="VectorFileException">The head names a mode that is not supported.</exception>
    public static RspHeader Read(ReadOnlySpan<byte> text, string fileName)
    {
        var header = new RspHeader(fileName);
        var lines = new RspLines(text, fileName);
        while (lines.TryNext(out ReadOnlySpan<byte> line) && line is [] or [(byte)'#', ..])
        {
            if (!line.IsEmpty)
            {
                header.ReadComment(Encoding.UTF8.GetString(line[1..]), lines.Number);
            }
        }

        header.End(Math.Max(lines.Number, 1));
        return header;
    }

    /// <summary>Reads a comment, without its <c>#</c>.</summary>
    /// <exception cref="VectorFileException">The comment names a mode that is not supported.</exception>
    private void ReadComment(string comment, int line)
    {
        string[] words = comment.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        _saysMonteCarlo |= comment.Contains("Monte Carlo", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(words, word => IsWord(word, "MCT"));

        int phrase = comment.IndexOf(ModePhrase, StringComparison.OrdinalIgnoreCase);
        string mode = phrase < 0 ? "" : comment[(phrase + ModePhrase.Length)..].TrimStart().Split(' ', '\t')[0];
        if (mode.Length > 0)
        {
            (Mode, IsGmac) = (Array.Find(Modes, known => IsWord(mode, known.Name)).Mode ?? throw OtherMode(mode, line), IsWord(mode, "GMAC"));
            Basis = $"the comment in line {line} names {RspText.Shorten(mode)}";
            return;
        }

        _modesInComments.AddRange(FileWords.In(comment).Where(word => NamesMode(word.Word)).Select(word => (word.Word, line)));

        // The heads of other files: 'GCM Decrypt with keysize 128', '"CCM-VNT" information', 'XTSGen information', and 'AES Counter' of RFC 3686.
        CipherMode? named = words switch
        {
            [var first, ..] when IsWord(first, "GCM") || IsWord(first, "GMAC") => CipherMode.Gcm,
            [var first, ..] when first.StartsWithIgnoringCase("\"CCM-") => CipherMode.Ccm,
            [var first, ..] when IsWord(first, "XTSGen") => CipherMode.Xts,
            [var first, var second, ..] when IsWord(first, "AES") && IsWord(second, "Counter") => CipherMode.Ctr,
            _ => null,
        };
        if (Mode is null && named is not null)
        {
            (Mode, IsGmac, Basis) = (named, IsWord(words[0], "GMAC"), $"the comment in line {line} names {named.Value.Label}");
        }

        if (words is [var head, var way, ..] && (IsWord(head, "GCM") || IsWord(head, "GMAC")))
        {
            Direction = DirectionNamed(way) ?? Direction;
        }
    }

    /// <summary>Takes from the file's name the statements that are missing in the comments; called once, after them.</summary>
    /// <exception cref="VectorFileException">The name begins with a mode that is not supported, or the mode has no Monte Carlo test.</exception>
    private void End(int line)
    {
        IsMonteCarlo = _saysMonteCarlo;
        string name = Path.GetFileName(fileName);
        if (Mode is null)
        {
            ReadName(name, line);
        }

        if (Mode == CipherMode.Gcm && (name.StartsWithIgnoringCase("GCM") || name.StartsWithIgnoringCase("GMAC")))
        {
            Direction ??= DirectionNamed(name[(IsGmac && name.StartsWithIgnoringCase("GMAC") ? 4 : 3)..]);
        }

        if (IsMonteCarlo && Mode is { } mode && !MonteCarlo.FileModes.Contains(mode))
        {
            throw new VectorFileException(
                fileName, line, $"a Monte Carlo test for {mode.Label} is not supported; give one for {string.Join(", ", MonteCarlo.FileModes.Select(known => known.Label))}");
        }
    }

    private static CipherDirection? DirectionNamed(string text) =>
        text.StartsWithIgnoringCase("Encrypt") ? CipherDirection.Encrypt
        : text.StartsWithIgnoringCase("Decrypt") ? CipherDirection.Decrypt
        : null;

    private static bool IsWord(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private void ReadName(string name, int line)
    {
        (string Name, CipherMode? Mode) known = Array.Find(Modes, known => name.StartsWithIgnoringCase(known.Name));
        string? test = Array.Find(CcmTests, name.StartsWithIgnoringCase);
        if (known.Name is not null)
        {
            Mode = known.Mode ?? throw OtherMode(known.Name, line);
            IsGmac = known.Name == "GMAC";
            IsMonteCarlo |= name[known.Name.Length..].StartsWithIgnoringCase("MCT");
        }
        else if (test is not null)
        {
            Mode = CipherMode.Ccm;
        }

        Basis = Mode is null ? null : $"the name of the file begins with {known.Name ?? test}";
        if (Mode is null)
        {
            TakeOnlyMode(_modesInComments, word => $"the comment in line {word.Line} names {word.Word.ToUpperInvariant()}");
        }

        if (Mode is null)
        {
            TakeOnlyMode([.. FileWords.InName(name).Where(NamesMode).Select(word => (word, line))], word => $"the file name contains {word.Word}");
        }
    }

    private static bool NamesMode(string word) => Array.Exists(Modes, known => IsWord(word, known.Name));

    /// <summary>Sets the mode that the words name, unless they name several.</summary>
    private void TakeOnlyMode(List<(string Word, int Line)> named, Func<(string Word, int Line), string> basis)
    {
        if (named.Select(word => Named(word.Word)).Distinct().Count() == 1)
        {
            Mode = Named(named[0].Word) ?? throw OtherMode(named[0].Word, named[0].Line);
            IsGmac = named.All(word => IsWord(word.Word, "GMAC"));
            Basis = basis(named[0]);
        }

        static CipherMode? Named(string word) => Array.Find(Modes, known => IsWord(word, known.Name)).Mode;
    }

    private VectorFileException OtherMode(string mode, int line) =>
        new(
            fileName,
            line,
            $"vectors for {RspText.Shorten(mode)} are not supported; give a file for {RspReader.ModeNames}, with a first line such as '# test data for ECB'");
}
