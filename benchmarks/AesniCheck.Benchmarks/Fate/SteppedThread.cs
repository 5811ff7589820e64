namespace AesniCheck.Benchmarks.Fate;

/// <summary>A thread that is held, and executes one instruction at a time.</summary>
internal interface ISteppedThread
{
    /// <summary>The instruction that comes next.</summary>
    ulong InstructionPointer { get; }

    /// <summary>Executes it.</summary>
    /// <returns>Whether it could, and the thread is still held.</returns>
    bool TryStep();
}
