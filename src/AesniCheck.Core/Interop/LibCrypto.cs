using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// The functions of OpenSSL's libcrypto that .NET does not expose: the EVP interface of ciphers, <c>openssl/evp.h</c> and <c>openssl/err.h</c>. They are
/// looked up in the library that the runtime itself loaded, so that the code under test is the code that .NET calls. The names are the native ones; OpenSSL
/// 1.1 and later have them all. Thread-safe; a context is for one thread at a time.
/// </summary>
internal sealed unsafe class LibCrypto
{
    private const int ErrorTextLength = 256;

    private readonly delegate* unmanaged<nint> _contextNew;
    private readonly delegate* unmanaged<nint, void> _contextFree;
    private readonly delegate* unmanaged<nint, nint, nint, byte*, byte*, int, int> _init;
    private readonly delegate* unmanaged<nint, byte*, int*, byte*, int, int> _update;
    private readonly delegate* unmanaged<nint, byte*, int*, int> _final;
    private readonly delegate* unmanaged<nuint> _version;
    private readonly delegate* unmanaged<nuint> _getError;
    private readonly delegate* unmanaged<nuint, byte*, nuint, void> _errorText;
    private readonly nint _library;

    /// <summary>Looks up the functions.</summary>
    /// <param name="library">The handle of libssl or libcrypto; lookups through libssl also find its libcrypto. Must stay loaded.</param>
    /// <exception cref="EntryPointNotFoundException">A function is missing; the message is its name.</exception>
    public LibCrypto(nint library)
    {
        _library = library;
        _contextNew = (delegate* unmanaged<nint>)Find("EVP_CIPHER_CTX_new");
        _contextFree = (delegate* unmanaged<nint, void>)Find("EVP_CIPHER_CTX_free");
        _init = (delegate* unmanaged<nint, nint, nint, byte*, byte*, int, int>)Find("EVP_CipherInit_ex");
        _update = (delegate* unmanaged<nint, byte*, int*, byte*, int, int>)Find("EVP_CipherUpdate");
        _final = (delegate* unmanaged<nint, byte*, int*, int>)Find("EVP_CipherFinal_ex");
        _version = (delegate* unmanaged<nuint>)Find("OpenSSL_version_num");
        _getError = (delegate* unmanaged<nuint>)Find("ERR_get_error");
        _errorText = (delegate* unmanaged<nuint, byte*, nuint, void>)Find("ERR_error_string_n");
    }

    /// <summary>An address in the library's code, to find the file that it is mapped from.</summary>
    public nint Address => (nint)_update;

    /// <summary>OpenSSL_version_num().</summary>
    public long OpenSSL_version_num() => (long)_version();

    /// <summary>Returns a cipher such as <c>EVP_aes_256_ctr</c>, by the name of the function that returns it.</summary>
    /// <returns>The cipher; zero if the library does not have it.</returns>
    public nint Cipher(string function) =>
        NativeLibrary.TryGetExport(_library, function, out nint address) ? ((delegate* unmanaged<nint>)address)() : 0;

    /// <summary>EVP_CIPHER_CTX_new().</summary>
    /// <returns>A context; zero if out of memory.</returns>
    public nint EVP_CIPHER_CTX_new() => _contextNew();

    /// <summary>EVP_CIPHER_CTX_free().</summary>
    public void EVP_CIPHER_CTX_free(nint context) => _contextFree(context);

    /// <summary>EVP_CipherInit_ex(), without an engine.</summary>
    /// <param name="context">The context.</param>
    /// <param name="cipher">The cipher; zero to keep it.</param>
    /// <param name="key">The key; empty to keep it.</param>
    /// <param name="iv">The IV; empty for none.</param>
    /// <param name="encrypt">1 to encrypt, 0 to decrypt, -1 to keep the direction.</param>
    /// <returns>Whether the call succeeded.</returns>
    public bool EVP_CipherInit_ex(nint context, nint cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, int encrypt)
    {
        // The pointer of an empty span is null, which stands for "none" here.
        fixed (byte* keyBytes = key, ivBytes = iv)
        {
            return _init(context, cipher, 0, keyBytes, ivBytes, encrypt) == 1;
        }
    }

    /// <summary>EVP_CipherUpdate().</summary>
    /// <param name="context">The context.</param>
    /// <param name="output">Receives as many bytes as the input has, and up to one block more from ciphers that buffer blocks.</param>
    /// <param name="written">The number of bytes written.</param>
    /// <param name="input">The input.</param>
    /// <param name="length">The length of the input in bytes.</param>
    /// <returns>Whether the call succeeded.</returns>
    public bool EVP_CipherUpdate(nint context, byte* output, out int written, byte* input, int length)
    {
        int count = 0;
        bool isDone = _update(context, output, &count, input, length) == 1;
        written = count;
        return isDone;
    }

    /// <summary>EVP_CipherFinal_ex().</summary>
    /// <param name="context">The context.</param>
    /// <param name="written">The number of bytes produced beyond those of the updates.</param>
    /// <returns>Whether the call succeeded.</returns>
    public bool EVP_CipherFinal_ex(nint context, out int written)
    {
        // At most one block, if the cipher buffers blocks.
        byte* rest = stackalloc byte[32];
        int count = 0;
        bool isDone = _final(context, rest, &count) == 1;
        written = count;
        return isDone;
    }

    /// <summary>
    /// Returns the library's first error message for failed calls on this thread, and clears all of them, so that they are not attributed to a later call.
    /// </summary>
    public string TakeErrors()
    {
        nuint first = _getError();
        if (first == 0)
        {
            return "the library reports no reason";
        }

        while (_getError() != 0)
        {
        }

        byte* text = stackalloc byte[ErrorTextLength];
        _errorText(first, text, ErrorTextLength);
        return Marshal.PtrToStringUTF8((nint)text) ?? "";
    }

    private nint Find(string function) =>
        NativeLibrary.TryGetExport(_library, function, out nint address) ? address : throw new EntryPointNotFoundException(function);
}
