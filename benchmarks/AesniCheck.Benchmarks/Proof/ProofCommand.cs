using AesniCheck.Host;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Measures what the tool detects, and writes it down.</summary>
internal static class ProofCommand
{
    /// <returns>0 where all that was measured reaches what is demanded, 1 where not, 2 where nothing could be measured.</returns>
    public static int Run(string executable, string doubles, string[] arguments)
    {
        try
        {
            return Measure(ProofOptions.Parse(executable, doubles, arguments));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    private static int Measure(ProofOptions options)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // What has been measured is to be written.
            pressed.Cancel = true;
            stop.Cancel();
        };

        var context = new ProofContext(options, TimeProvider.System, stop.Token);
        var file = new ProofFile(options.Folder, HostReader.Read());
        foreach (string part in options.Parts.Where(_ => !stop.IsCancellationRequested))
        {
            context.Tell($"{part}: begins");
            file.Update(ProofParts.Measure(part, context));
            context.Tell($"{part}: written");
        }

        foreach (Figure figure in file.Results.Figures)
        {
            string reached = figure.Reached switch
            {
                true => "reached",
                false => "NOT REACHED",
                null => "",
            };
            Console.Out.WriteLine($"{figure.What}: {figure.Measured ?? "not measured"} (demanded: {figure.Demanded}) {reached}".TrimEnd());
        }

        return file.Results.Figures.Any(figure => figure.Reached == false) ? 1 : 0;
    }
}
