using System.Globalization;

namespace AesniCheck.Vectors;

/// <summary>An algorithm other than AES that is named in a file.</summary>
/// <param name="Algorithm">Its usual name.</param>
/// <param name="Where">The place that names it: <c>the comment in line 3 names SM4</c>.</param>
internal sealed record ForeignAlgorithm(string Algorithm, string Where);

/// <summary>The ciphers whose published vectors have the same form as those for AES, and the words by which files name them.</summary>
internal static class ForeignAlgorithms
{
    private static readonly (string Word, string Algorithm)[] Names =
    [
        ("SM4", "SM4"), ("SMS4", "SM4"), ("Camellia", "Camellia"), ("3DES", "Triple DES"), ("TDES", "Triple DES"), ("TDEA", "Triple DES"),
        ("TripleDES", "Triple DES"), ("Blowfish", "Blowfish"), ("Twofish", "Twofish"), ("Threefish", "Threefish"), ("CAST5", "CAST5"),
        ("CAST6", "CAST6"), ("ARC4", "RC4"), ("ChaCha20", "ChaCha20"), ("XChaCha20", "ChaCha20"), ("ChaCha20Poly1305", "ChaCha20-Poly1305"),
        ("Salsa20", "Salsa20"), ("XSalsa20", "Salsa20"), ("Poly1305", "Poly1305"), ("Kuznyechik", "Kuznyechik"), ("Kalyna", "Kalyna"),
        ("CLEFIA", "CLEFIA"), ("KASUMI", "KASUMI"), ("MISTY1", "MISTY1"), ("Skipjack", "Skipjack"),
    ];

    // These are English words too: they count only in a comment, in exactly this spelling, and without a value after them.
    private static readonly (string Word, string Algorithm)[] WordsWithOtherMeanings = [("ARIA", "ARIA"), ("SEED", "SEED"), ("IDEA", "IDEA"), ("DES", "DES")];

    // Words that are only hints, such as RC4, which can also mean a release candidate.
    private static readonly (string Word, string Algorithm)[] Hints =
    [
        ("RC2", "RC2"), ("RC4", "RC4"), ("RC5", "RC5"), ("RC6", "RC6"), ("CAST", "CAST5"), ("bf", "Blowfish"), ("Serpent", "Serpent"),
        ("GOST", "GOST 28147-89"), ("Magma", "Magma"), ("XTEA", "XTEA"), ("Speck", "Speck"), ("Noekeon", "Noekeon"), ("Shacal2", "SHACAL-2"),
        ("Ascon", "Ascon"), ("LEA", "LEA"), ("HIGHT", "HIGHT"), ("Anubis", "Anubis"), ("Khazad", "Khazad"),
    ];

    private static readonly (int Number, string Algorithm)[] Rfcs =
    [
        (2144, "CAST5"), (2268, "RC2"), (2612, "CAST6"), (3657, "Camellia"), (3713, "Camellia"), (4132, "Camellia"), (4196, "SEED"), (4269, "SEED"), (5528, "Camellia"),
        (5794, "ARIA"), (5830, "GOST 28147-89"), (6229, "RC4"), (7539, "ChaCha20"), (7801, "Kuznyechik"), (8439, "ChaCha20"), (8891, "Magma"), (8998, "SM4"),
    ];

    /// <summary>Returns the algorithm that the file itself names: the first in a comment, or else in the file's name. Null if that is AES, or if none is named.</summary>
    public static ForeignAlgorithm? Named(FileSketch sketch)
    {
        foreach ((string text, int line) in sketch.Comments)
        {
            foreach ((string word, bool hasValue) in FileWords.In(text))
            {
                if (IsAes(word))
                {
                    return null;
                }

                string? algorithm = Find(Names, word, StringComparison.OrdinalIgnoreCase)
                    ?? (hasValue ? null : Find(WordsWithOtherMeanings, word, StringComparison.Ordinal));
                if (algorithm is not null)
                {
                    return new ForeignAlgorithm(algorithm, InComment(line, word));
                }
            }
        }

        foreach (string word in FileWords.InName(Path.GetFileName(sketch.FileName)))
        {
            if (IsAes(word))
            {
                return null;
            }

            if (Find(Names, word, StringComparison.OrdinalIgnoreCase) is { } algorithm)
            {
                return new ForeignAlgorithm(algorithm, $"the file name contains {word}");
            }
        }

        return null;
    }

    /// <summary>Returns an algorithm that a file may be for, by inconclusive signs: the number of an RFC, a word in its name or in that of its folder. Null for none.</summary>
    public static ForeignAlgorithm? Hinted(FileSketch sketch)
    {
        foreach ((string text, int line) in sketch.Comments)
        {
            string before = "";
            foreach ((string word, _) in FileWords.In(text))
            {
                string? algorithm = AnyOf(word, StringComparison.Ordinal)
                    ?? (before.Equals("RFC", StringComparison.OrdinalIgnoreCase)
                        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                            ? Array.Find(Rfcs, rfc => rfc.Number == number).Algorithm
                            : null);
                if (algorithm is not null)
                {
                    return new ForeignAlgorithm(algorithm, InComment(line, before.Equals("RFC", StringComparison.OrdinalIgnoreCase) ? $"RFC {word}" : word));
                }

                before = word;
            }
        }

        string folder = Path.GetFileName(Path.GetDirectoryName(sketch.FileName)) ?? "";
        foreach (string word in FileWords.InName(Path.GetFileName(sketch.FileName)).Concat(FileWords.InName(folder)))
        {
            if (AnyOf(word, StringComparison.OrdinalIgnoreCase) is { } algorithm)
            {
                return new ForeignAlgorithm(algorithm, $"the name of the file or its folder contains {word}");
            }
        }

        return null;
    }

    private static string InComment(int line, string word) => string.Create(CultureInfo.InvariantCulture, $"the comment in line {line} names {RspText.Shorten(word)}");

    private static string? AnyOf(string word, StringComparison comparison) =>
        Find(Names, word, StringComparison.OrdinalIgnoreCase) ?? Find(WordsWithOtherMeanings, word, comparison) ?? Find(Hints, word, comparison);

    /// <summary>Returns the algorithm whose name the word is, with or without a key size after it: <c>CAMELLIA128</c>.</summary>
    private static string? Find((string Word, string Algorithm)[] names, string word, StringComparison comparison)
    {
        foreach ((string known, string algorithm) in names)
        {
            if (word.StartsWith(known, comparison) && word[known.Length..] is "" or "64" or "128" or "192" or "256")
            {
                return algorithm;
            }
        }

        return null;
    }

    private static bool IsAes(string word) =>
        word.StartsWith("AES", StringComparison.OrdinalIgnoreCase) || word.Equals("Rijndael", StringComparison.OrdinalIgnoreCase);
}
