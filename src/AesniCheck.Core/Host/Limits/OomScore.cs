using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>How willingly the kernel kills this process where memory runs out: <c>/proc/self/oom_score_adj</c> of proc(5).</summary>
internal static class OomScore
{
    private const string Adjustment = "proc/self/oom_score_adj";
    private const int Highest = 1000;

    /// <summary>Makes it more likely than it is. Nobody needs a privilege for that.</summary>
    /// <param name="by">How much, 0 to 1000, where 1000 is: before any other. There is no more than that.</param>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <returns>Null, or why it could not be done.</returns>
    public static string? TryRaise(int by, string root = "/")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, Highest);
        if (!int.TryParse(new HostFiles(root).Read(Adjustment), CultureInfo.InvariantCulture, out int present))
        {
            return $"/{Adjustment} can't be read";
        }

        int adjustment = Math.Min(Highest, present + by);
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
