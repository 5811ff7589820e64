using System.Security.Cryptography;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>A request to encrypt a message of 4 KiB with a driver of the kernel.</summary>
internal sealed class AfAlgCipherRequest : KernelRequest
{
    private const int MessageLength = 4096;
    private const int GcmIvLength = 12;
    private const int SecurityHeaderLength = 8; // of IPsec, the shortest that RFC 4106 permits

    private readonly MessageCipher _cipher;
    private readonly byte[] _iv;
    private readonly byte[] _associatedData;
    private readonly byte[] _message = new byte[MessageLength];
    private readonly byte[] _tag;

    /// <summary>Opens the driver.</summary>
    /// <exception cref="IOException">The kernel has no AF_ALG, or no such driver.</exception>
    public AfAlgCipherRequest(ICryptoSockets sockets, AfAlgDriver driver, KernelRelease release)
    {
        CipherMode mode = driver.Mode;
        _iv = new byte[mode.IsAuthenticated ? GcmIvLength : mode == CipherMode.Ecb ? 0 : AesCipher.BlockSize];
        _associatedData = new byte[driver.IsRfc4106 ? SecurityHeaderLength : 0];
        _tag = new byte[mode.IsAuthenticated ? AesCipher.BlockSize : 0];
        byte[] key = new byte[mode.KeyByteCount(AesKeySize.Aes256)];
        key[0] = 1; // XTS requires different halves of its key
        MessageCipher? cipher = null;
        try
        {
            cipher = new AfAlgModes(sockets, driver, release, AfAlgRequestForm.Whole).CreateCipher(mode);
            cipher.SetKey(key);
            _cipher = cipher;
        }
        catch (AfAlgException e)
        {
            cipher?.Dispose();
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Make()
    {
        try
        {
            _cipher.Encrypt(_iv, _associatedData, _message, _message, _tag);
        }
        catch (Exception e) when (e is AfAlgException or CryptographicException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _cipher.Dispose();
}
