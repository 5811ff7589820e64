using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// The functions of OpenSSL's libcrypto that .NET has no way to: the EVP interface of ciphers, <c>openssl/evp.h</c> and <c>openssl/err.h</c>.
/// They are found through the library that the runtime itself loaded, so that the code under test is what .NET calls. The names are
/// the native ones; 1.1 and later have them all. Thread-safe; a context is for one thread at a time.
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

    /// <summary>Finds the functions.</summary>
    /// <param name="library">The handle of libssl or libcrypto; libssl's leads to the libcrypto that it is linked to. Must stay loaded.</param>
    /// <exception cref="EntryPointNotFoundException">One is missing; the message is its name.</exception>
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

    /// <summary>Where the code is, to find the file that it is mapped from.</summary>
    public nint Address => (nint)_update;

    /// <summary>OpenSSL_version_num().</summary>
    public long OpenSSL_version_num() => (long)_version();

    /// <summary>A cipher such as <c>EVP_aes_256_ctr</c>, by the name of the function that gives it.</summary>
    /// <returns>It; zero where the library has none.</returns>
    public nint Cipher(string function) =>
        NativeLibrary.TryGetExport(_library, function, out nint address) ? ((delegate* unmanaged<nint>)address)() : 0;

    /// <summary>EVP_CIPHER_CTX_new().</summary>
    /// <returns>A context; zero where there is no memory.</returns>
    public nint EVP_CIPHER_CTX_new() => _contextNew();

    /// <summary>EVP_CIPHER_CTX_free().</summary>
    public void EVP_CIPHER_CTX_free(nint context) => _contextFree(context);

    /// <summary>EVP_CipherInit_ex(), without an engine.</summary>
    /// <param name="context">The context.</param>
    /// <param name="cipher">The cipher; zero to keep it.</param>
    /// <param name="key">The key; empty to keep it.</param>
    /// <param name="iv">The IV; empty for none.</param>
    /// <param name="encrypt">1 to encrypt, 0 to decrypt, -1 to keep the direction.</param>
    /// <returns>Whether the library did it.</returns>
    public bool EVP_CipherInit_ex(nint context, nint cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, int encrypt)
    {
        // The pointer of an empty span is null, which is what stands for "none" here.
        fixed (byte* keyBytes = key, ivBytes = iv)
        {
            return _init(context, cipher, 0, keyBytes, ivBytes, encrypt) == 1;
        }
    }

    /// <summary>EVP_CipherUpdate().</summary>
    /// <param name="context">The context.</param>
    /// <param name="output">Receives as many bytes, and up to a block more from ciphers that collect blocks.</param>
    /// <param name="written">How many.</param>
    /// <param name="input">The input.</param>
    /// <param name="length">Its length.</param>
    /// <returns>Whether the library did it.</returns>
    public bool EVP_CipherUpdate(nint context, byte* output, out int written, byte* input, int length)
    {
        int count = 0;
        bool isDone = _update(context, output, &count, input, length) == 1;
        written = count;
        return isDone;
    }

    /// <summary>EVP_CipherFinal_ex().</summary>
    /// <param name="context">The context.</param>
    /// <param name="written">How many bytes came out beyond those of the updates.</param>
    /// <returns>Whether the library did it.</returns>
    public bool EVP_CipherFinal_ex(nint context, out int written)
    {
        // A block at most, where a cipher collects blocks.
        byte* rest = stackalloc byte[32];
        int count = 0;
        bool isDone = _final(context, rest, &count) == 1;
        written = count;
        return isDone;
    }

    /// <summary>What the library says of the calls that failed on this thread: its first words. They are taken out, so that no later call is blamed for them.</summary>
    public string TakeErrors()
    {
        nuint first = _getError();
        if (first == 0)
        {
            return "the library gives no reason";
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
