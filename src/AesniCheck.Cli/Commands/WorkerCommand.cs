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
    /// <param name="args">The arguments after the one that makes the executable a worker process.</param>
    /// <param name="devices">The implementations to check.</param>
    /// <param name="stressors">All available stressors.</param>
    /// <param name="changePipe">Wraps the event pipe of this process; null for no wrapper.</param>
    public static int Run(string[] args, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, Func<Stream, Stream>? changePipe)
    {
        // If the supervisor is killed, nothing of the run may be left, whatever this process is doing.
        ProcessControl.EndWithParent();

        // A terminal or service manager signals all processes of the run, but only the supervisor decides when to stop.
        PosixSignal[] ignored = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        PosixSignalRegistration[] registrations = [.. ignored.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];

        using CallSlots? calls = CallsOf(args);
        using Stream pipe = Console.OpenStandardOutput();
        using Stream output = changePipe?.Invoke(pipe) ?? pipe;

        // The parent waits for the first thread of a process. A debugger that stops this thread from outside may conflict with the parent's runtime, in either
        // direction. So this thread does nothing, and all threads that work can be stopped.
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
