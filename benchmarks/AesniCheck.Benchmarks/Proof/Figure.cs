namespace AesniCheck.Benchmarks.Proof;

/// <summary>A figure that is demanded.</summary>
/// <param name="What">What is counted or timed.</param>
/// <param name="Demanded">What it has to be.</param>
/// <param name="Measured">What it is; null where it was not measured.</param>
/// <param name="Reached">Whether that is reached; null where it was not measured, or nothing certain is demanded.</param>
internal sealed record Figure(string What, string Demanded, string? Measured, bool? Reached);
