using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The vectors of a file that an engine can't try, and the reasons.</summary>
internal sealed class UntriedVectors(ModeEngine engine)
{
    // The most common lengths, which every engine supports: substituting them shows which of a vector's properties is not supported.
    private const int CommonTag = 16;

    private readonly SortedSet<string> _modes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _ivs = [];
    private readonly SortedSet<int> _tags = [];
    private readonly SortedSet<int> _messages = [];

    /// <summary>The number of vectors.</summary>
    public int Count { get; private set; }

    /// <summary>The reasons, in words.</summary>
    public string Reason => $"{engine} does not support {string.Join(", ", Parts())}";

    /// <summary>Adds a vector.</summary>
    public void Add(CipherVector vector)
    {
        Count++;
        (CipherMode mode, int iv, int tag, int message) = (vector.Mode, vector.Iv.Length, vector.Tag.Length, vector.Ciphertext.Length);
        if (!engine.Supports(mode))
        {
            _modes.Add(mode.ToString().ToUpperInvariant());
            return;
        }

        if (!engine.SupportsKey(mode, vector.Key.Span))
        {
            ReadOnlySpan<byte> key = vector.Key.Span;
            bool hasEqualHalves = mode == CipherMode.Xts && ScalarBytes.AreEqual(key[..(key.Length / 2)], key[(key.Length / 2)..]);
            _keys.Add(hasEqualHalves ? "XTS keys with equal halves" : $"{mode.ToString().ToUpperInvariant()} keys of {key.Length} bytes");
            return;
        }

        int commonIv = mode switch
        {
            CipherMode.Gcm or CipherMode.Ccm => 12,
            CipherMode.Ecb => 0,
            _ => AesCipher.BlockSize,
        };
        int commonTag = mode.IsAuthenticated ? CommonTag : 0;
        bool onlyIvUnsupported = engine.SupportsLengths(mode, commonIv, tag, message);
        bool onlyTagUnsupported = engine.SupportsLengths(mode, iv, commonTag, message);
        bool isMessage = !engine.SupportsLengths(mode, commonIv, commonTag, message);
        if (isMessage)
        {
            _messages.Add(message);
        }
        else
        {
            AddIf(_ivs, onlyIvUnsupported || !onlyTagUnsupported, iv);
            AddIf(_tags, onlyTagUnsupported || !onlyIvUnsupported, tag);
        }
    }

    private static void AddIf(SortedSet<int> set, bool isWanted, int length)
    {
        if (isWanted)
        {
            set.Add(length);
        }
    }

    private static string Lengths(string what, SortedSet<int> lengths) =>
        $"{what} of {string.Join(" or ", lengths)} {(lengths.Max == 1 ? "byte" : "bytes")}";

    private IEnumerable<string> Parts()
    {
        foreach (string mode in _modes)
        {
            yield return mode;
        }

        foreach (string key in _keys)
        {
            yield return key;
        }

        if (_ivs.Count > 0)
        {
            yield return Lengths("IVs", _ivs);
        }

        if (_tags.Count > 0)
        {
            yield return Lengths("tags", _tags);
        }

        if (_messages.Count > 0)
        {
            yield return Lengths("messages", _messages);
        }
    }
}
