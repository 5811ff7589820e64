using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The requests that this kernel handles with the vector unit. Immutable and thread-safe.</summary>
internal sealed class KernelRequests
{
    // The drivers that use vector instructions, for each hash the best first. Since 6.16 they are named -lib or -x86_64, regardless of
    // their implementation, and choose it themselves.
    private static readonly string[][] Hashes =
    [
        ["sha256-ni", "sha256-avx2", "sha256-avx", "sha256-ssse3", "sha256-lib", "sha256-x86_64"],
        ["sha512-avx2", "sha512-avx", "sha512-ssse3", "sha512-lib", "sha512-x86_64"],
    ];

    private readonly ICryptoSockets _sockets;
    private readonly KernelRelease _release;
    private readonly IReadOnlyList<AfAlgDriver> _ciphers;

    private KernelRequests(ICryptoSockets sockets, KernelRelease release, IReadOnlyList<AfAlgDriver> ciphers) =>
        (_sockets, _release, _ciphers) = (sockets, release, ciphers);

    /// <summary>Finds the possible requests.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="sockets">Access to the kernel.</param>
    public static KernelRequests Find(HostFiles files, ICryptoSockets sockets)
    {
        var release = KernelRelease.Parse(files.Read("proc/sys/kernel/osrelease"));
        bool hasSockets = AfAlgCipher.WhyUnavailable(sockets) is null;
        return new(
            sockets,
            release,
            hasSockets ? [.. AfAlgDrivers.Hardware(files.Read("proc/crypto"), release).Where(driver => driver.Skip is null)] : []);
    }

    /// <summary>Opens the available requests for the calling thread, which must dispose each.</summary>
    /// <param name="thinning">The factor by which to do less than usual of work for which CPUs share a lock: 1 or more.</param>
    /// <param name="refusal">Why there are no requests, if the result is empty.</param>
    public IReadOnlyList<KernelRequest> Open(int thinning, out string? refusal)
    {
        List<KernelRequest> requests = [];
        refusal = _release.HasVectorPool ? null : "AF_ALG has no driver with vector instructions here, and the kernel mixes its random pool without them";
        foreach (AfAlgDriver cipher in _ciphers)
        {
            _ = TryAdd(requests, () => new AfAlgCipherRequest(_sockets, cipher, _release));
        }

        if (AfAlgCipher.WhyUnavailable(_sockets) is null)
        {
            foreach (string[] drivers in Hashes)
            {
                _ = drivers.Any(driver => TryAdd(requests, () => new AfAlgHashRequest(_sockets, driver)) is null);
            }
        }

        if (_release.HasVectorPool && TryAdd(requests, () => new KernelPoolRequest(thinning)) is { } poolRefusal)
        {
            refusal = poolRefusal;
        }

        refusal = requests.Count > 0 ? null : refusal;
        return requests;
    }

    /// <returns>Null, or the reason for the failure.</returns>
    private static string? TryAdd(List<KernelRequest> requests, Func<KernelRequest> open)
    {
        try
        {
            requests.Add(open());
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
