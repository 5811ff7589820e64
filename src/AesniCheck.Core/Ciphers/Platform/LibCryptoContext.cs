using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// One direction of a libcrypto cipher: an EVP_CIPHER_CTX, which is freed with this object in all cases. For one thread at a time.
/// </summary>
internal sealed unsafe class LibCryptoContext : SafeHandle
{
    private readonly LibCrypto _library;
    private readonly int _encrypt;
    private nint _cipher;

    /// <summary>Makes a context without cipher and key.</summary>
    /// <param name="library">The library.</param>
    /// <param name="encrypts">Whether the context encrypts.</param>
    /// <exception cref="CryptographicException">The library returns no context.</exception>
    public LibCryptoContext(LibCrypto library, bool encrypts)
        : base(0, ownsHandle: true)
    {
        _library = library;
        _encrypt = encrypts ? 1 : 0;
        SetHandle(library.EVP_CIPHER_CTX_new());
        if (IsInvalid)
        {
            throw Failure("EVP_CIPHER_CTX_new");
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Sets the cipher and the key.</summary>
    /// <param name="cipher">The cipher, from <see cref="LibCrypto.Cipher"/>.</param>
    /// <param name="key">A key of the cipher's key length.</param>
    /// <exception cref="CryptographicException">The library refuses.</exception>
    public void SetKey(nint cipher, ReadOnlySpan<byte> key)
    {
        // Since 3.0, passing a cipher makes the library look it up and allocate: pass it only if it has changed.
        nint changed = cipher == _cipher ? 0 : cipher;
        _cipher = 0;
        Require("EVP_CipherInit_ex with a key", _library.EVP_CipherInit_ex(handle, changed, key, [], _encrypt));
        _cipher = cipher;
    }

    /// <summary>Begins a message.</summary>
    /// <param name="iv">16 bytes.</param>
    /// <exception cref="CryptographicException">The library refuses.</exception>
    public void Begin(ReadOnlySpan<byte> iv) =>
        Require("EVP_CipherInit_ex with an IV", _library.EVP_CipherInit_ex(handle, 0, [], iv, encrypt: -1));

    /// <summary>Transforms a piece of a message.</summary>
    /// <param name="input">The piece.</param>
    /// <param name="output">Receives the same number of bytes.</param>
    /// <param name="length">The length of the piece, 1 or more.</param>
    /// <exception cref="CryptographicException">The library refuses, or returns another number of bytes.</exception>
    public void Update(byte* input, byte* output, int length)
    {
        Require("EVP_CipherUpdate", _library.EVP_CipherUpdate(handle, output, out int written, input, length));
        RequireCount("EVP_CipherUpdate", written, length);
    }

    /// <summary>Ends a message.</summary>
    /// <exception cref="CryptographicException">The library refuses, or returns further bytes.</exception>
    public void End()
    {
        Require("EVP_CipherFinal_ex", _library.EVP_CipherFinal_ex(handle, out int written));
        RequireCount("EVP_CipherFinal_ex", written, 0);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _library.EVP_CIPHER_CTX_free(handle);
        return true;
    }

    private void Require(string call, bool isDone)
    {
        if (!isDone)
        {
            throw Failure(call);
        }
    }

    private static void RequireCount(string call, int written, int length)
    {
        if (written != length)
        {
            throw new CryptographicException(string.Create(null, $"{call} returned {written} bytes instead of {length}."));
        }
    }

    private CryptographicException Failure(string call) => new($"{call} failed: {_library.TakeErrors()}.");
}
