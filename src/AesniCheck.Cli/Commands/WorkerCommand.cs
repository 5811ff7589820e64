using System.Globalization;
using System.Runtime.InteropServices;
using AesniCheck.Cli.Output;
using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Execution.Worker;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary>The worker process.</summary>
internal static class WorkerCommand
{
    /// <summary>Works for the supervisor at the other end of standard input and output.</summary>
    /// <param name="args">What the supervisor has put behind the argument that makes the executable a worker process.</param>
    /// <param name="devices">What to check.</param>
    /// <param name="stressors">All stressors that there are.</param>
    /// <param name="changePipe">What stands between this process and its event pipe; null for nothing.</param>
    public static int Run(string[] args, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, Func<Stream, Stream>? changePipe)
    {
        // Whatever it is doing when the supervisor is killed, nothing of the run is to be left.
        ParentDeath.Follow();

        // A terminal or service manager signals all processes of the run: here it is the supervisor that decides when to stop.
        PosixSignal[] ignored = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        PosixSignalRegistration[] registrations = [.. ignored.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];

        using CallSlots? calls = CallsOf(args);
        using Stream pipe = Console.OpenStandardOutput();
        using Stream output = changePipe?.Invoke(pipe) ?? pipe;

        // The first thread of a process is the one that its parent waits for: whoever stops it from outside, as a debugger does, may keep the
        // parent's runtime from it or be kept. So it does nothing, and all that is done can be stopped.
        var work = new Thread(() => WorkerProcess.Run(Console.In, output, devices, stressors, TimeProvider.System, calls)) { Name = "work" };
        work.Start();
        work.Join();

        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        return ExitCode.Pass;
    }

    private static CallSlots? CallsOf(string[] args) =>
        args is [{ } calls] && calls.StartsWith(ProcessLauncher.CallsArgument, StringComparison.Ordinal)
        && int.TryParse(calls.AsSpan(ProcessLauncher.CallsArgument.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor)
            ? CallSlots.TryOpen(descriptor)
            : null;
}
