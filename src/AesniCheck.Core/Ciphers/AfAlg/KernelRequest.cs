namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// Work of some microseconds that the kernel does with the vector unit, on the calling CPU. The result is
/// ignored. For one thread at a time.
/// </summary>
internal abstract class KernelRequest : IDisposable
{
    /// <summary>Does the work once.</summary>
    /// <exception cref="IOException">The kernel refuses; the message states the reason.</exception>
    public abstract void Make();

    /// <inheritdoc/>
    public abstract void Dispose();
}
