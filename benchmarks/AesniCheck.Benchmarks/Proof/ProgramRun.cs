using System.Diagnostics;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>A program that is run to its end, with a file of JSON that it writes.</summary>
internal sealed class ProgramRun(ProofContext context)
{
    // A run that is asked to stop writes its record first.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    /// <summary>The time between two words on how it goes on; a run that takes less says nothing.</summary>
    public TimeSpan TellInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The version that a program says it has.</summary>
    public static string VersionOf(string executable)
    {
        using Process process = Process.Start(new ProcessStartInfo(executable, ["--version"]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{executable} was not started.");
        string version = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return version;
    }

    /// <summary>Runs it.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="arguments">Its arguments; <c>--json</c> and the file are added.</param>
    /// <param name="environment">What is added to the environment.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="InvalidOperationException">It wrote none.</exception>
    public string Run(string executable, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string Value)> environment)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aesnicheck-proof-");
        try
        {
            string json = Path.Combine(folder.FullName, "record.json");
            var start = new ProcessStartInfo(executable, [.. arguments, "--json", json]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }

            using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} was not started.");
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            WaitForEnd(process, Path.GetFileName(executable));
            return File.Exists(json)
                ? File.ReadAllText(json)
                : throw new InvalidOperationException(
                    $"{Path.GetFileName(executable)} {string.Join(' ', arguments)} wrote no record and ended with {process.ExitCode}: {Tail(output.Result)} {Tail(errors.Result)}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Tail(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5));

    private void WaitForEnd(Process process, string name)
    {
        long begin = context.Clock.GetTimestamp();
        TimeSpan told = TimeSpan.Zero;
        long? asked = null;
        while (!process.WaitForExit(Tick))
        {
            TimeSpan elapsed = context.Clock.GetElapsedTime(begin);
            if (elapsed - told >= TellInterval)
            {
                told = elapsed;
                context.Tell($"{name}: {elapsed.TotalMinutes:0} minutes");
            }

            // The terminal has asked the program as well; what was sent to this process alone never reaches it.
            asked ??= context.Stop.IsCancellationRequested ? context.Clock.GetTimestamp() : null;
            if (asked is { } since && context.Clock.GetElapsedTime(since) > StopLimit)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
