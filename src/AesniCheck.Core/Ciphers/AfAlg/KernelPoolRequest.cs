using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// A write to the kernel's random pool: write(2) to <c>/dev/urandom</c>, random(4), which any user may do, and which credits no
/// entropy. BLAKE2s mixes in each 64 bytes between kernel_fpu_begin and kernel_fpu_end (write_pool_user of
/// drivers/char/random.c, blake2s_compress of lib/crypto/x86), with interrupts disabled.
/// </summary>
internal sealed class KernelPoolRequest : KernelRequest
{
    private const string Device = "/dev/urandom";
    private const int MaximumBytes = 4096;
    private const int BlockSize = 64;

    private readonly SafeFileHandle _device;
    private readonly byte[] _data;

    /// <summary>Opens the pool.</summary>
    /// <param name="thinning">The factor by which to write less than usual, since all CPUs share one lock of the pool: 1 or more.</param>
    /// <exception cref="IOException">The device is missing, or is not writable.</exception>
    public KernelPoolRequest(int thinning)
    {
        _data = new byte[Math.Max(BlockSize, MaximumBytes / thinning)];
        try
        {
            _device = File.OpenHandle(Device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{Device} is not writable", e);
        }
    }

    /// <inheritdoc/>
    public override void Make() => RandomAccess.Write(_device, _data, 0);

    /// <inheritdoc/>
    public override void Dispose() => _device.Dispose();
}
