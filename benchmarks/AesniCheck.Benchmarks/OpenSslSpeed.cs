using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AesniCheck.Benchmarks;

/// <summary>OpenSSL's own measurement of AES on 16 KiB at a time, on the CPU of the calling thread. It compares nothing.</summary>
/// <param name="keySizeBits">128, 192 or 256.</param>
/// <param name="mode">The mode of operation by OpenSSL's name.</param>
internal sealed class OpenSslSpeed(int keySizeBits, string mode = "ecb")
{
    /// <summary>The cipher by OpenSSL's name.</summary>
    public string Cipher { get; } = $"aes-{keySizeBits}-{mode}";

    /// <summary>Blocks of 16 bytes in a second of wall-clock time; null when there is no OpenSSL.</summary>
    public double? Measure()
    {
        var start = new ProcessStartInfo("openssl", ["speed", "-elapsed", "-evp", Cipher, "-bytes", "16384", "-seconds", "1", "-mr"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            // The last line reads +F:22:AES-128-ECB:12345678.90, in bytes a second.
            string? line = output.Split('\n').LastOrDefault(text => text.StartsWith("+F:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture) / 16;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
