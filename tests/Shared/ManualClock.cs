namespace AesniCheck;

/// <summary>A clock that does not move until a test advances it. Thread-safe.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _ticks;

    public static DateTimeOffset Start { get; } = new(2026, 3, 29, 1, 59, 58, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
