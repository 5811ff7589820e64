using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>How readily the kernel kills this process when out of memory: <c>/proc/self/oom_score_adj</c> of proc(5).</summary>
internal static class OomScore
{
    private const string Adjustment = "proc/self/oom_score_adj";
    private const int Highest = 1000;

    /// <summary>Makes a kill of this process more likely. Needs no privilege.</summary>
    /// <param name="by">The increase, 0 to 1000; a score of 1000, the maximum, means before any other process. The sum saturates.</param>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <returns>Null, or the reason why it could not be done.</returns>
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
