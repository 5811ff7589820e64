using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// CTR and XTS of the crypto library that the runtime uses, which <c>System.Security.Cryptography</c> does not expose: libcrypto's
/// EVP interface, called directly. A part of the engine <c>platform</c>. Covers F6: a library's AES is wrong for some length or
/// set of CPU features. Thread-safe.
/// </summary>
internal sealed class LibCryptoModes : ModeEngine
{
    private readonly Lazy<Binding> _binding;

    private readonly Lazy<Dictionary<(CipherMode Mode, int KeyLength), Offer>> _offers;
    private readonly Lazy<string?> _whyNoCtr;
    private readonly Lazy<string?> _whyNoXts;

    /// <param name="bind">Finds the functions on first use; throws if they are missing.</param>
    internal LibCryptoModes(Func<LibCrypto> bind)
    {
        _binding = new Lazy<Binding>(() => Bind(bind));
        _offers = new Lazy<Dictionary<(CipherMode, int), Offer>>(() => FindOffers());
        _whyNoCtr = new Lazy<string?>(() => FindWhyNot(CipherMode.Ctr));
        _whyNoXts = new Lazy<string?>(() => FindWhyNot(CipherMode.Xts));
    }

    /// <summary>The modes of the library that the runtime has loaded.</summary>
    public static LibCryptoModes OfRuntime { get; } = new(RuntimeLibCrypto.Bind);

    /// <inheritdoc/>
    public override string Name => "platform";

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => mode is CipherMode.Ctr or CipherMode.Xts && WhyNot(mode) is null;

    /// <inheritdoc/>
    public override string? WhyNot(CipherMode mode) => mode switch
    {
        CipherMode.Ctr => _whyNoCtr.Value,
        CipherMode.Xts => _whyNoXts.Value,
        _ => null,
    };

    /// <inheritdoc/>
    public override bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key)
    {
        if (!Supports(mode) || !_offers.Value.TryGetValue((mode, key.Length), out Offer offer) || offer.Refusal is not null)
        {
            return false;
        }

        // The library refuses XTS keys with equal halves, as FIPS 140 requires.
        return mode != CipherMode.Xts || !ScalarBytes.AreEqual(key[..(key.Length / 2)], key[(key.Length / 2)..]);
    }

    /// <inheritdoc/>
    public override MessageCipher CreateCipher(CipherMode mode) => Supports(mode)
        ? new LibCryptoCipher(this, mode)
        : throw new PlatformNotSupportedException(WhyNot(mode) ?? $"The engine {Name} does not use libcrypto for {mode}.");

    /// <summary>Makes a context.</summary>
    internal LibCryptoContext CreateContext(bool encrypts) => new(_binding.Value.Library!, encrypts);

    /// <summary>Returns the cipher for keys of a length.</summary>
    /// <exception cref="ArgumentException">The library has no such cipher.</exception>
    internal nint Cipher(CipherMode mode, int keyLength) => _offers.Value.TryGetValue((mode, keyLength), out Offer offer) && offer.Cipher != 0
        ? offer.Cipher
        : throw new ArgumentException($"The crypto library has no {mode} with a key of {keyLength} bytes.", nameof(keyLength));

    private static Binding Bind(Func<LibCrypto> bind)
    {
        try
        {
            return new Binding(bind(), null);
        }
        catch (EntryPointNotFoundException exception)
        {
            return new Binding(null, $"the crypto library has no function {exception.Message}");
        }
        catch (ModeUnavailableException exception)
        {
            return new Binding(null, exception.Message);
        }
    }

    private string? FindWhyNot(CipherMode mode)
    {
        string? reason = _binding.Value.WhyNot;
        if (reason is null)
        {
            string?[] refusals = [.. _offers.Value.Where(offer => offer.Key.Mode == mode).Select(offer => offer.Value.Refusal)];
            reason = Array.Exists(refusals, refusal => refusal is null) ? null : refusals[0];
        }

        return reason is null ? null : $"{mode.ToString().ToUpperInvariant()} is not tested: {reason}";
    }

    /// <summary>Tries each cipher of the library once: a policy or a provider may forbid some. AES-192-XTS does not exist.</summary>
    private Dictionary<(CipherMode Mode, int KeyLength), Offer> FindOffers()
    {
        var offers = new Dictionary<(CipherMode, int), Offer>();
        foreach (AesKeySize size in AesKeySizes.All)
        {
            offers.Add((CipherMode.Ctr, size.ByteCount), Find(CipherMode.Ctr, size));
            if (size != AesKeySize.Aes192)
            {
                offers.Add((CipherMode.Xts, 2 * size.ByteCount), Find(CipherMode.Xts, size));
            }
        }

        return offers;
    }

    private Offer Find(CipherMode mode, AesKeySize size)
    {
        nint cipher = _binding.Value.Library!.Cipher(string.Create(null, $"EVP_aes_{(int)size}_{(mode == CipherMode.Ctr ? "ctr" : "xts")}"));
        return new Offer(cipher, cipher == 0 ? "the crypto library does not support it" : Try(cipher, mode.KeyByteCount(size)));
    }

    private string? Try(nint cipher, int keyLength)
    {
        // The halves of an XTS key must differ.
        byte[] key = new byte[keyLength];
        key[0] = 1;
        try
        {
            foreach (bool encrypts in (bool[])[true, false])
            {
                using LibCryptoContext context = CreateContext(encrypts);
                context.SetKey(cipher, key);
                context.Begin(new byte[AesCipher.BlockSize]);
            }

            return null;
        }
        catch (CryptographicException exception)
        {
            return $"the crypto library refuses it: {exception.Message.TrimEnd('.')}";
        }
    }

    /// <param name="Cipher">The library's cipher; zero if it has none.</param>
    /// <param name="Refusal">The reason for a refusal, as a clause; null if the cipher is available.</param>
    private readonly record struct Offer(nint Cipher, string? Refusal);

    /// <param name="Library">The functions; null if they are missing.</param>
    /// <param name="WhyNot">The reason, as a clause; null if they are available.</param>
    private sealed record Binding(LibCrypto? Library, string? WhyNot);
}
