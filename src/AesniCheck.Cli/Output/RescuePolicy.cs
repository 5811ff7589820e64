namespace AesniCheck.Cli.Output;

/// <summary>How a record is kept if no report could be written that contains it.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="IsWorthKeeping">Whether a record is worth a file that was not requested; the second argument is whether any report was.</param>
/// <param name="Write">Writes a record as JSON.</param>
internal sealed record RescuePolicy<TRecord>(Func<TRecord, bool, bool> IsWorthKeeping, Action<TRecord, Stream> Write)
{
    /// <summary>Keeps the JSON, and reports its place. The token is set once there should be no further wait.</summary>
    public Action<ReadOnlyMemory<byte>, CancellationToken> Keep { get; init; } = FallbackPlaces.Keep;
}
