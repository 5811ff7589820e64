using System.Diagnostics;
using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Interop;

namespace AesniCheck.Benchmarks;

/// <summary>
/// GCM and CTR on messages of 16 KiB with AES-128, as ratios to OpenSSL on one pinned CPU. What is compared takes turns; each
/// ratio is one turn's, so that a neighbour who takes part of the machine takes it from both, and their median counts.
/// </summary>
internal static class ModeRatios
{
    private const int Turns = 9;

    private const int MessageSize = 16384;

    private static readonly TimeSpan TurnLength = TimeSpan.FromMilliseconds(300);

    public static int Run()
    {
        int cpu = Scheduling.AllowedCpus()[^1];
        if (Scheduling.TryPin(cpu) is { } refusal)
        {
            Console.Error.WriteLine($"could not be pinned to CPU {cpu}: {refusal}");
            return 1;
        }

        Console.Out.WriteLine($"AES-128, messages of {MessageSize} bytes, one thread on CPU {cpu}; medians of {Turns} turns");
        Console.Out.WriteLine();
        Console.Out.WriteLine("| what | GB/s | of OpenSSL | (least to most) |");
        Console.Out.WriteLine("|---|---:|---:|---|");
        Compare(CipherMode.Gcm, "gcm");
        Compare(CipherMode.Ctr, "ctr");
        return 0;
    }

    private static void Compare(CipherMode mode, string openSslName)
    {
        var openSsl = new OpenSslSpeed(128, openSslName);
        List<Row> rows = [.. Rows(mode)];
        var basis = new Row($"`openssl speed -evp {openSsl.Cipher}`", () => 16 * (openSsl.Measure() ?? double.NaN), [], []);
        for (int turn = 0; turn < Turns; turn++)
        {
            double speed = basis.Measure();
            foreach (Row row in rows.Prepend(basis))
            {
                double own = row == basis ? speed : row.Measure();
                row.Speeds.Add(own);
                row.Ratios.Add(own / speed);
            }
        }

        foreach (Row row in rows.Prepend(basis))
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {Median(row.Speeds) / 1e9:F2} | {Median(row.Ratios):F2} | {row.Ratios.Min():F2} to {row.Ratios.Max():F2} |"));
        }
    }

    private static IEnumerable<Row> Rows(CipherMode mode)
    {
        byte[] input = new byte[MessageSize];
        byte[] output = new byte[MessageSize];
        byte[] iv = new byte[mode.IsAuthenticated ? 12 : 16];
        byte[] tag = new byte[mode.IsAuthenticated ? 16 : 0];
        foreach (AesniModes engine in AesniModes.All.Where(engine => engine.Supports(mode)))
        {
            MessageCipher cipher = engine.CreateCipher(mode);
            cipher.SetKey(new byte[16]);
            yield return new Row(
                $"{engine.Name}, {mode} encryption", () => BytesPerSecond(() => cipher.Encrypt(iv, [], input, output, tag)), [], []);
            if (!mode.IsAuthenticated)
            {
                // Decryption is the same, and so is every width: only GHASH tells them apart.
                yield break;
            }

            yield return new Row(
                $"{engine.Name}, {mode} decryption", () => BytesPerSecond(() => cipher.Decrypt(iv, [], input, tag, output)), [], []);
        }
    }

    private static double BytesPerSecond(Action work)
    {
        work();
        long begin = Stopwatch.GetTimestamp();
        long bytes = 0;
        while (Stopwatch.GetElapsedTime(begin) < TurnLength)
        {
            for (int i = 0; i < 32; i++)
            {
                work();
                bytes += MessageSize;
            }
        }

        return bytes / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Row(string Name, Func<double> Measure, List<double> Speeds, List<double> Ratios);
}
