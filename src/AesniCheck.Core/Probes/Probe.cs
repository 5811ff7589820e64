namespace AesniCheck.Probes;

/// <summary>One way of exercising AES and checking it, as one worker has it. For that worker's thread alone.</summary>
internal abstract class Probe
{
    /// <summary>The name that plans, reports and users know it by.</summary>
    public abstract string Name { get; }

    /// <summary>The smallest piece of work: some hundred microseconds. Does not allocate unless something is wrong.</summary>
    /// <returns>The blocks that were compared.</returns>
    public abstract long RunTurn();
}
