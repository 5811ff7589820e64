namespace AesniCheck.Probes;

/// <summary>One method of exercising and checking AES; each worker has its own instance. Used only on that worker's thread.</summary>
internal abstract class Probe
{
    /// <summary>Runs the smallest piece of work: some hundred microseconds. Does not allocate unless something is wrong.</summary>
    /// <returns>The work that was done and compared.</returns>
    public abstract Work RunTurn();
}

/// <summary>The work that a probe has done. Every result was compared with the reference's.</summary>
/// <param name="Blocks">The number of 16-byte blocks that were compared.</param>
/// <param name="Rounds">The number of AES rounds in them, or of mixing steps that registers went through.</param>
/// <param name="Bytes">The number of bytes that were compared.</param>
/// <param name="Calls">The number of passes through a loop, library calls or requests to the kernel.</param>
internal readonly record struct Work(long Blocks, long Rounds, long Bytes, long Calls);
