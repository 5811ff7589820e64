namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// Work of some microseconds that the kernel does with the vector unit, on the CPU that asks for it. What comes out is of no
/// interest. For one thread at a time.
/// </summary>
internal abstract class KernelRequest : IDisposable
{
    /// <summary>Has it done once more.</summary>
    /// <exception cref="IOException">The kernel refuses; the message says what.</exception>
    public abstract void Make();

    /// <inheritdoc/>
    public abstract void Dispose();
}
