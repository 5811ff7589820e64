using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>The amount of memory to keep busy: a share of the available memory, <c>80%</c>, or a size, <c>512M</c>, <c>1.5G</c>.</summary>
public sealed record MemoryAmount
{
    private const string Advice = "write it like 80%, 512M or 8G";
    private const string Units = "KMGT";
    private const double LeastPercent = 1;
    private const double MostPercent = 95;
    private const double DefaultPercent = 10;
    private const long DefaultMostBytes = 256L << 20;

    // Memory is allocated in pages.
    private const long PageBytes = 4096;
    private const long MaximumBytes = 1024L << 40;

    private readonly double _percent;
    private readonly long _mostBytes;

    private MemoryAmount(double percent, long mostBytes)
    {
        _percent = percent;
        _mostBytes = mostBytes;
    }

    /// <summary>The default amount: a tenth of the available memory, at most 256 MiB.</summary>
    public static MemoryAmount Default { get; } = new(DefaultPercent, DefaultMostBytes);

    /// <summary>Parses an amount.</summary>
    /// <param name="text">A number and its unit: % (1 to 95), or K, M, G or T, powers of 1024 bytes. Sizes are rounded down to whole pages of 4 KiB.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is not an amount; the message says why.</exception>
    public static MemoryAmount Parse(string text)
    {
        int unit = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (!double.TryParse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            throw new FormatException(text.Length == 0 ? $"the amount of memory is missing; {Advice}" : $"'{Excerpt.Of(text)}' is not an amount of memory; {Advice}");
        }

        return text[unit..] switch
        {
            "%" => OfPercent(number, text),
            "" => throw new FormatException($"'{Excerpt.Of(text)}' has no unit; {Advice}"),
            [char letter] when Units.Contains(char.ToUpperInvariant(letter), StringComparison.Ordinal) =>
                OfBytes(number * (1L << (10 * (1 + Units.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal)))), text),
            _ => throw new FormatException($"'{Excerpt.Of(text)}' has the unknown unit '{Excerpt.Of(text[unit..])}'; {Advice}"),
        };
    }

    /// <summary>Converts the amount to bytes.</summary>
    /// <param name="availableBytes">The memory available now, or null if unknown.</param>
    /// <returns>The bytes of whole pages; null if the amount is a share and the available memory is unknown.</returns>
    public long? In(long? availableBytes) => (_percent, availableBytes) switch
    {
        (0, _) => _mostBytes,
        (_, null) => null,
        _ => WholePages(Math.Min(Math.Max(0, availableBytes.Value) * (_percent / 100), _mostBytes)),
    };

    /// <summary>Why the machine can't provide this amount, as a clause; null if it can.</summary>
    /// <param name="limitBytes">The upper limit of the memory of the machine and its cgroup, or null if unknown.</param>
    public string? WhyTooMuch(long? limitBytes) =>
        _percent == 0 && _mostBytes > limitBytes
            ? $"{this} exceeds the limit of this machine or its cgroup, {BinaryText(limitBytes.Value)}"
            : null;

    /// <summary>Formats the amount as <see cref="Parse"/> reads it; the default appears as its share.</summary>
    public override string ToString()
    {
        if (_percent > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_percent}%");
        }

        // The largest unit in which the amount is a whole number; a page is a whole number of K.
        int unit = Math.Min(Units.Length, (int)long.TrailingZeroCount(_mostBytes) / 10);
        return string.Create(CultureInfo.InvariantCulture, $"{_mostBytes >> (10 * unit)}{Units[unit - 1]}");
    }

    private static MemoryAmount OfPercent(double percent, string text) =>
        percent is >= LeastPercent and <= MostPercent
            ? new MemoryAmount(percent, long.MaxValue)
            : throw new FormatException($"'{Excerpt.Of(text)}' is not a share between 1% and 95%; {Advice}");

    private static MemoryAmount OfBytes(double bytes, string text) => bytes switch
    {
        < PageBytes => throw new FormatException($"'{Excerpt.Of(text)}' is less than a page of memory, 4K; {Advice}"),
        > MaximumBytes => throw new FormatException($"'{Excerpt.Of(text)}' is more than any machine has; {Advice}"),
        _ => new MemoryAmount(0, WholePages(bytes)),
    };

    // The conversion saturates.
    private static long WholePages(double bytes) => (long)bytes / PageBytes * PageBytes;

    // Rounded down, so that a limit never reads as if it were as large as an amount that exceeds it.
    private static string BinaryText(long bytes)
    {
        int unit = bytes >= 1L << 30 ? 3 : 2;
        double number = Math.Floor(10 * (double)bytes / (1L << (10 * unit))) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {Units[unit - 1]}iB");
    }
}
