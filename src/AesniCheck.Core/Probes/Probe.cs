namespace AesniCheck.Probes;

/// <summary>One way of exercising AES and checking it, as one worker has it. For that worker's thread alone.</summary>
internal abstract class Probe
{
    /// <summary>The smallest piece of work: some hundred microseconds. Does not allocate unless something is wrong.</summary>
    /// <returns>What was compared.</returns>
    public abstract Work RunTurn();
}

/// <summary>What a probe has done: every result of it was compared with what the reference made.</summary>
/// <param name="Blocks">The blocks of 16 bytes that were compared.</param>
/// <param name="Rounds">The AES rounds behind them, or the steps of mixing that a register went through.</param>
/// <param name="Bytes">The length of what was compared, in bytes.</param>
/// <param name="Calls">The passes through a loop, calls of a library, or requests to the kernel.</param>
internal readonly record struct Work(long Blocks, long Rounds, long Bytes, long Calls);
