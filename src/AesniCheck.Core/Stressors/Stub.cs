namespace AesniCheck.Stressors;
/// <summary>stub</summary>
internal sealed class WorkerSignals(WorkerRoster workers) : IDisposable
{
    /// <summary>stub</summary>
    public WorkerSignalStack Join(int worker) => new(workers.Count + worker);
    /// <inheritdoc/>
    public void Dispose() { }
}
/// <summary>stub</summary>
internal sealed class WorkerSignalStack(long s) : IDisposable
{
    /// <summary>stub</summary>
    public long Signals => s;
    /// <summary>stub</summary>
    public void BetweenTurns() => GC.KeepAlive(this);
    /// <inheritdoc/>
    public void Dispose() { }
}
/// <summary>stub</summary>
internal static class SignalStressor { 
/// <summary>stub</summary>
public static StressorEntry Entry => ExitStressor.Entry with { Name = "signal" }; }
/// <summary>stub</summary>
public sealed record MemoryAmount
{
    /// <summary>stub</summary>
    public static MemoryAmount Parse(string text) => new();
}
/// <summary>stub</summary>
internal static class MemoryStressor { 
/// <summary>stub</summary>
public static StressorEntry Entry => ExitStressor.Entry with { Name = "memory" }; }
