using System.Globalization;
using System.Security.Cryptography;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Platform;

/// <summary>The version of the OpenSSL library that the runtime has loaded.</summary>
internal static class OpenSslVersion
{
    /// <summary>
    /// Formats a version number of <c>OpenSSL_version_num()</c>: <c>0xMNN00PP0</c> for 3.0 and later, that is major,
    /// minor and patch; <c>0xMNNFFPPS</c> before, where FF is the fix and PP the letter.
    /// </summary>
    public static string Format(long number)
    {
        long major = number >> 28;
        long minor = (number >> 20) & 0xff;
        long fix = (number >> 12) & 0xff;
        long patch = (number >> 4) & 0xff;
        return major switch
        {
            <= 0 => HostField.Unknown,
            >= 3 => string.Create(CultureInfo.InvariantCulture, $"OpenSSL {major}.{minor}.{patch}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"OpenSSL {major}.{minor}.{fix}{Letter(patch)}"),
        };
    }

    /// <summary>Returns the library's version, as the runtime reports it.</summary>
    public static string Read()
    {
        if (!PlatformLibrary.IsPresent)
        {
            return HostField.Unknown;
        }

        try
        {
            return Format(SafeEvpPKeyHandle.OpenSslVersion);
        }
        catch (PlatformNotSupportedException)
        {
            return HostField.Unknown;
        }
        catch (TypeLoadException)
        {
            // The runtime's native library, or a function in it, is missing.
            return HostField.Unknown;
        }
        catch (TypeInitializationException)
        {
            return HostField.Unknown;
        }
        catch (CryptographicException)
        {
            return HostField.Unknown;
        }
    }

    // 1 is a; 0 is not a letter; after z follow za to zh, only in 0.9.8.
    private static string Letter(long patch) => patch switch
    {
        0 => "",
        <= 26 => ((char)('a' + patch - 1)).ToString(),
        _ => "z" + (char)('a' + patch - 26),
    };
}
