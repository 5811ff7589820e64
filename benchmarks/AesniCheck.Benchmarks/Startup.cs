using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AesniCheck.Benchmarks;

/// <summary>From the start of a published binary to its first verified block, and the memory of its worker process.</summary>
internal static class Startup
{
    private const int Runs = 21;

    public static int Run(string executable)
    {
        double[] milliseconds = [.. Enumerable.Range(0, Runs).Select(_ => FirstBlock(executable)).Order()];
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"first verified block: median {milliseconds[Runs / 2]:F0} ms, from {milliseconds[0]:F0} to {milliseconds[^1]:F0} ms in {Runs} runs"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker process: peak resident memory {WorkerPeak(executable) / 1024.0:F1} MiB"));
        return 0;
    }

    private static double FirstBlock(string executable)
    {
        DateTime begin = DateTime.UtcNow;
        using Process process = Start(executable, "300ms");
        string json = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        using JsonDocument record = JsonDocument.Parse(json);
        return (record.RootElement.GetProperty("firstBlockAt").GetDateTime().ToUniversalTime() - begin).TotalMilliseconds;
    }

    /// <summary>In KiB, by the kernel's own account of its peak.</summary>
    private static long WorkerPeak(string executable)
    {
        using Process process = Start(executable, "5s");
        string children = $"/proc/{process.Id}/task/{process.Id}/children";
        long peak = 0;
        while (!process.HasExited)
        {
            foreach (string child in Read(children).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string? line = Read($"/proc/{child}/status").Split('\n').FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null)
                {
                    peak = Math.Max(peak, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture));
                }
            }

            process.WaitForExit(100);
        }

        return peak;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The process has just ended.
            return "";
        }
    }

    private static Process Start(string executable, string duration) =>
        Process.Start(new ProcessStartInfo(executable, ["run", "--duration", duration, "--quiet", "--json", "-"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
