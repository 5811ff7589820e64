namespace AesniCheck.Cli.Output;

/// <summary>How a record is kept that no report holds, since none could be written.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="IsWorthKeeping">Whether it is worth a file that was not asked for; its second argument says whether any report was.</param>
/// <param name="Write">Writes it as JSON.</param>
internal sealed record RecordRescue<TRecord>(Func<TRecord, bool, bool> IsWorthKeeping, Action<TRecord, Stream> Write)
{
    /// <summary>Keeps the JSON, and says where. The token is set once nothing is to be waited for any longer.</summary>
    public Action<ReadOnlyMemory<byte>, CancellationToken> Keep { get; init; } = LostRecord.Keep;
}
