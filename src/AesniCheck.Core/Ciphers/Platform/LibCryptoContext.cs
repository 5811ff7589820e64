using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// One direction of a cipher of libcrypto: an EVP_CIPHER_CTX, which is freed with this object however it is left. For one thread at a time.
/// </summary>
internal sealed unsafe class LibCryptoContext : SafeHandle
{
    private readonly LibCrypto _library;
    private readonly int _encrypt;
    private nint _cipher;

    /// <summary>Makes a context, which has neither cipher nor key yet.</summary>
    /// <param name="library">The library.</param>
    /// <param name="encrypts">Whether it encrypts.</param>
    /// <exception cref="CryptographicException">The library gives none.</exception>
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

    /// <summary>Takes a cipher and a key.</summary>
    /// <param name="cipher">What <see cref="LibCrypto.Cipher"/> gave.</param>
    /// <param name="key">As long as the cipher's.</param>
    /// <exception cref="CryptographicException">The library refuses.</exception>
    public void SetKey(nint cipher, ReadOnlySpan<byte> key)
    {
        // Since 3.0 naming the cipher makes the library look it up and allocate: only where it is another.
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
    /// <param name="output">Receives as much.</param>
    /// <param name="length">Its length, 1 or more.</param>
    /// <exception cref="CryptographicException">The library refuses, or gives another number of bytes.</exception>
    public void Update(byte* input, byte* output, int length)
    {
        Require("EVP_CipherUpdate", _library.EVP_CipherUpdate(handle, output, out int written, input, length));
        RequireCount("EVP_CipherUpdate", written, length);
    }

    /// <summary>Ends a message.</summary>
    /// <exception cref="CryptographicException">The library refuses, or gives more bytes.</exception>
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
            throw new CryptographicException(string.Create(null, $"{call} gave {written} bytes where {length} had to come."));
        }
    }

    private CryptographicException Failure(string call) => new($"{call} failed: {_library.TakeErrors()}.");
}
