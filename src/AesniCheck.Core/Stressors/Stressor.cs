namespace AesniCheck.Stressors;

/// <summary>
/// Background load on one thread. It checks nothing and decides nothing; it causes the events at which registers break.
/// Used and disposed only by the thread that created it; <see cref="Dispose"/> releases its system resources.
/// </summary>
internal abstract class Stressor : IDisposable
{
    /// <summary>
    /// Makes the smallest piece of load: some tens of microseconds of the thread's time, unless the machine is slow. The caller sets
    /// the pace. Allocates nothing, so that a soak of days causes no garbage collections.
    /// </summary>
    /// <returns>The number of events that are known to have happened.</returns>
    /// <exception cref="IOException">The system refuses, and this stressor cannot continue; the message says what and why, in half a sentence.</exception>
    public abstract long Step();

    /// <summary>The part of its load that it cannot make, in half a sentence; null while it makes all of it.</summary>
    public virtual string? Loss => null;

    /// <summary>The memory that it keeps in use, in bytes, if that is its purpose.</summary>
    public virtual long HeldBytes => 0;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
