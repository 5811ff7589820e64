using AesniCheck.Basics;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Makes the kernel use the vector unit on the workers' CPUs: ciphers and hashes through AF_ALG, and bytes from the random number
/// generator. Imitates F5: the kernel's use of the unit, nested in a softirq, broke the interrupted code in Xen PV guests with
/// <c>aesni_intel</c>.
/// </summary>
internal sealed class KernelSimdStressor : Stressor
{
    private readonly List<KernelRequest> _requests;
    private int _next;
    private string? _loss;

    /// <summary>Creates the stressor for the calling thread.</summary>
    /// <param name="requests">The requests to make in turn; disposed with the stressor.</param>
    /// <param name="refusal">Why there are no requests; used only if there are none.</param>
    /// <exception cref="IOException"><paramref name="requests"/> is empty.</exception>
    internal KernelSimdStressor(IEnumerable<KernelRequest> requests, string? refusal)
    {
        _requests = [.. requests];
        if (_requests.Count == 0)
        {
            throw new IOException(refusal);
        }
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "kernel-simd",
        Purpose = "work of the kernel in vector registers: ciphers, hashes, random numbers",
        Imitates = "Xen PV with aesni_intel: the kernel's own vector code, nested in a softirq",
        Event = "kernel request",
        Pace = StressorPace.InTurn,
        WhyNot = WhyNot,
        Begin = setting => Begin(Find(), setting.Thinning),
    };

    /// <inheritdoc/>
    public override string? Loss => _loss;

    /// <inheritdoc/>
    public override long Step()
    {
        _next = (_next + 1) % _requests.Count;
        try
        {
            _requests[_next].Make();
            return 1;
        }
        catch (IOException exception) when (_requests.Count > 1)
        {
            _loss ??= $"one of its {_requests.Count} requests was refused: {exception.Message}";

            // The other requests continue.
            _requests[_next].Dispose();
            _requests.RemoveAt(_next);
            return 0;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _requests.ForEach(request => request.Dispose());
        _requests.Clear();
        base.Dispose();
    }

    private static KernelRequests Find() => KernelRequests.Find(new HostFiles("/"), CryptoSockets.Kernel);

    private static Func<int, Stressor> Begin(KernelRequests kernel, int thinning) => _ =>
    {
        IReadOnlyList<KernelRequest> requests = kernel.Open(thinning, out string? refusal);
        return new KernelSimdStressor(requests, refusal);
    };

    private static string? WhyNot()
    {
        IReadOnlyList<KernelRequest> requests = Find().Open(1, out string? refusal);
        foreach (KernelRequest request in requests)
        {
            request.Dispose();
        }

        return refusal;
    }
}
