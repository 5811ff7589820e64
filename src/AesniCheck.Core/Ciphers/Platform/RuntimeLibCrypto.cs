using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.Platform;

/// <summary>The libcrypto that the runtime itself has loaded: binds its functions, and reads which file it comes from.</summary>
internal static class RuntimeLibCrypto
{
    // A process with many threads has many mappings.
    private const int MaximumMapsBytes = 32 << 20;

    /// <summary>Binds its functions. Like the runtime, this looks symbols up through libssl: the libcrypto to which libssl is linked is the one that the runtime calls.</summary>
    /// <exception cref="ModeUnavailableException">There is no library, or the one found is not the runtime's.</exception>
    /// <exception cref="EntryPointNotFoundException">The library lacks a function.</exception>
    public static LibCrypto Bind()
    {
        if (!PlatformLibrary.IsPresent)
        {
            throw new ModeUnavailableException("the runtime finds no OpenSSL library");
        }

        // The runtime's own use comes first, so that the library is initialized as the runtime needs it.
        string loaded = OpenSslVersion.Read();
        var bound = new LibCrypto(PlatformLibrary.Handle);
        string version = OpenSslVersion.Format(bound.OpenSSL_version_num());
        return version == loaded
            ? bound
            : throw new ModeUnavailableException($"the runtime uses {loaded}, but the library found under the same name is {version}");
    }

    /// <summary>Returns the file from which the library's code is mapped; null if unknown.</summary>
    public static string? FileName()
    {
        try
        {
            return PlatformLibrary.IsPresent ? FileAt(new HostFiles("/").Read("proc/self/maps", MaximumMapsBytes) ?? "", new LibCrypto(PlatformLibrary.Handle).Address) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Returns the file that is mapped at an address, by the text of <c>/proc/PID/maps</c>; null if no file is.</summary>
    internal static string? FileAt(string maps, nint address)
    {
        foreach (string line in maps.Split('\n'))
        {
            // begin-end permissions offset device inode, then the name, which may contain blanks.
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string[] range = parts.Length == 6 ? parts[0].Split('-') : [];
            if (range.Length == 2 && parts[5].StartsWith('/')
                && Parse(range[0]) is { } begin && Parse(range[1]) is { } end && (ulong)address >= begin && (ulong)address < end)
            {
                return parts[5];
            }
        }

        return null;
    }

    private static ulong? Parse(string hex) =>
        ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;
}
