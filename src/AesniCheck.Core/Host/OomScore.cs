using System.Globalization;

namespace AesniCheck.Host;

/// <summary>How willingly the kernel kills this process where memory runs out: <c>/proc/self/oom_score_adj</c> of proc(5).</summary>
internal static class OomScore
{
    private const string Adjustment = "proc/self/oom_score_adj";
    private const int Highest = 1000;

    /// <summary>Makes it more likely; never less. Nobody needs a privilege for that.</summary>
    /// <param name="adjustment">At least this, 0 to 1000, where 1000 is: before any other.</param>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <returns>Null, or why it could not be done.</returns>
    public static string? TryRaise(int adjustment, string root = "/")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(adjustment);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(adjustment, Highest);
        if (!int.TryParse(new HostFiles(root).Read(Adjustment), CultureInfo.InvariantCulture, out int present))
        {
            return $"/{Adjustment} can't be read";
        }

        if (present >= adjustment)
        {
            return null;
        }

        try
        {
            File.WriteAllText(Path.Combine(root, Adjustment), adjustment.ToString(CultureInfo.InvariantCulture));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"/{Adjustment} can't be written: {exception.Message}";
        }
    }
}
