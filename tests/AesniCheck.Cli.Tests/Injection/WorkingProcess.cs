using System.Globalization;
using AesniCheck.Cli.Processes;
using AesniCheck.Host;
using AesniCheck.Host.Interop;

namespace AesniCheck.Cli.Injection;

/// <summary>The real worker process, at work, without a supervisor.</summary>
internal static class WorkingProcess
{
    private const string Plan = """
        {"durationSeconds":3600,"seed":"0x0000000000000001","cpus":[CPU],"workersPerCpu":1,"keySizes":[128],"probes":[{"name":"block","share":1}]}
        """;

    /// <summary>Starts it and waits for verified blocks.</summary>
    public static RunningProcess Start()
    {
        RunningProcess worker = Invocation.OfAesnicheck("__worker").Start();
        worker.Send(Plan.Replace("CPU", $"{Scheduling.AllowedCpus()[0]}", StringComparison.Ordinal));
        worker.WaitForOutput("\"firstBlock\":\"");
        return worker;
    }

    /// <summary>The id of its worker's thread.</summary>
    public static int ThreadOf(RunningProcess worker) =>
    (
        from folder in Directory.GetDirectories($"/proc/{worker.Id}/task")
        where ThreadStat.Parse(File.ReadAllText($"{folder}/stat"))?.Name == "worker 0"
        select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Single();
}
