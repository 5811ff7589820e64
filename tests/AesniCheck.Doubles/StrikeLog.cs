using System.Globalization;
using System.Text;

namespace AesniCheck.Doubles;

/// <summary>
/// Logs the times of faults, to measure how long their findings take: for each fault a line <c>struck</c> and the time in microseconds since
/// 1970, at the end of the file that a variable names. Thread-safe.
/// </summary>
public sealed class StrikeLog
{
    /// <summary>The variable. Without it nothing is written.</summary>
    public const string Variable = "AESNICHECK_DOUBLE_LOG";

    private readonly string? _path = Environment.GetEnvironmentVariable(Variable);
    private readonly Lock _lock = new();
    private bool _hasStruck;

    /// <summary>A fault is about to happen.</summary>
    public void Write()
    {
        if (_path is null)
        {
            return;
        }

        long microseconds = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"struck {microseconds}\n"));
        lock (_lock)
        {
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(line);
        }
    }

    /// <summary>The same, only the first time.</summary>
    public void WriteFirst()
    {
        // Read without a lock first: the fault may happen with every block.
        if (!Volatile.Read(ref _hasStruck) && !Interlocked.Exchange(ref _hasStruck, true))
        {
            Write();
        }
    }
}
