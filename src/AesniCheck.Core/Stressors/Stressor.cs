namespace AesniCheck.Stressors;

/// <summary>
/// Background load as one thread has it. It checks nothing and decides nothing: it makes the events at which registers break.
/// For the thread that made it, which also disposes it; what it took from the system it then gives back.
/// </summary>
internal abstract class Stressor : IDisposable
{
    /// <summary>
    /// The smallest piece of load: some tens of microseconds of the thread's time, where the machine is not slow. Whoever calls sees to
    /// the pace. Allocates nothing, so that a soak of days doesn't collect what it leaves.
    /// </summary>
    /// <returns>How many of its events it made: those that it knows to have happened, not those that it hoped for.</returns>
    /// <exception cref="IOException">The system refuses, and this stressor has come to its end; the message says what and why, in half a sentence.</exception>
    public abstract long Step();

    /// <summary>What it can't do, of all that it is for, in half a sentence; null while it does all.</summary>
    public virtual string? Loss => null;

    /// <summary>The memory that it holds busy, in bytes, where that is what it is for.</summary>
    public virtual long HeldBytes => 0;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
