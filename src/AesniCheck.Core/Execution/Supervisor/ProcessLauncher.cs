using System.Diagnostics;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Starts worker processes from an executable: normally this program's own, with arguments that make it a worker.</summary>
/// <param name="executable">The path of the executable.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class ProcessLauncher(string executable, IReadOnlyList<string> arguments) : IWorkerLauncher
{
    /// <summary>The prefix of the argument with the descriptor of the worker process's <see cref="CallSlots"/>.</summary>
    public const string CallsArgument = "--calls=";

    /// <inheritdoc/>
    public IWorkerHandle Start()
    {
        CallSlots? calls = CallSlots.TryCreate(out int descriptor);
        var start = new ProcessStartInfo(executable, calls is null ? arguments : [.. arguments, string.Create(null, $"{CallsArgument}{descriptor}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        IReadOnlyDictionary<string, string> environment = WorkerEnvironment.From(start.Environment);
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process? process = null;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} was not started.");
            var handle = new Handle(process, calls);
            calls = null;
            return handle;
        }
        catch (Exception exception) when (Shortage.Of(exception, new HostFiles("/")) is { } shortage)
        {
            End(process);
            throw new InvalidOperationException($"the worker process could not be started: {shortage}", exception);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"The worker process {executable} could not be started: {exception.Message}", exception);
        }
        finally
        {
            // The process has its own copy by now, or was not started.
            calls?.Dispose();
            if (descriptor >= 0)
            {
                Pages.CloseDescriptor(descriptor);
            }
        }
    }

    /// <summary>Kills a process that was started but cannot be followed.</summary>
    private static void End(Process? process)
    {
        process?.Kill();
        process?.Dispose();
    }

    private sealed class Handle : IWorkerHandle
    {
        private const int KeptErrorLines = 40;
        private const int LongestErrorLine = 4096;

        // Process reports 128 + n for a process that signal n ended, as shells do.
        private const int SignalBase = 128;

        private readonly Process _process;
        private readonly MemoryUseReader _memory;
        private readonly ProcessThreads _threads;
        private readonly ExternalStopReader _stops;
        private readonly CallSlots? _calls;
        private readonly Queue<string> _standardError = new();
        private readonly Thread _errorReader;

        public Handle(Process process, CallSlots? calls)
        {
            _process = process;
            _calls = calls;
            _memory = new MemoryUseReader(new HostFiles("/"), process.Id);
            _threads = new ProcessThreads(process.Id);
            _stops = new ExternalStopReader(new HostFiles("/"), process.Id, Environment.ProcessId, () => ChildStop.SignalOf(process.Id));
            _errorReader = new Thread(() => KeepErrors(process.StandardError.BaseStream)) { IsBackground = true, Name = "errors" };
            _errorReader.Start();
        }

        public int ProcessId => _process.Id;

        public TimeSpan CpuTime
        {
            get
            {
                try
                {
                    return _process.TotalProcessorTime;
                }
                catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // The process has ended.
                    return TimeSpan.Zero;
                }
            }
        }

        public MemoryUse Memory => _memory.Read();

        public Stream Events => _process.StandardOutput.BaseStream;

        public IReadOnlyDictionary<int, ThreadStat> ReadThreads() => _threads.Read();

        public ExternalStop? FindStop(IReadOnlyDictionary<int, ThreadStat> threads) => _stops.Read(threads);

        public void Send(string line)
        {
            try
            {
                _process.StandardInput.WriteLine(line);
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // The process has ended; its exit says why.
            }
        }

        public void Kill() => _process.Kill();

        public WorkerExit WaitForExit()
        {
            _process.WaitForExit();
            _errorReader.Join();
            int code = _process.ExitCode;
            WorkerExit exit = code > SignalBase
                ? new WorkerExit(null, SignalNames.Of(code - SignalBase), [.. _standardError])
                : new WorkerExit(code, null, [.. _standardError]);
            return exit with { Calls = _calls?.ReadActive() ?? [] };
        }

        public void Dispose()
        {
            _memory.Dispose();
            _calls?.Dispose();
            _process.Dispose();
        }

        private void KeepErrors(Stream errors)
        {
            var lines = new BoundedLines(errors, LongestErrorLine);
            while (lines.Read() is { } line)
            {
                _standardError.Enqueue(Encoding.UTF8.GetString(line.Bytes));
                if (_standardError.Count > KeptErrorLines)
                {
                    _standardError.Dequeue();
                }
            }
        }
    }
}
