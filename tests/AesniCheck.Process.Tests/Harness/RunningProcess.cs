using System.Diagnostics;
using Xunit;

namespace AesniCheck.Processes.Harness;

/// <summary>A process in its own session, and therefore its own process group. No process of that group outlives it.</summary>
internal sealed class RunningProcess : IDisposable
{
    /// <summary>A limit against hanging, which no passing test comes near.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Invocation _invocation;
    private readonly List<string> _output = [];
    private readonly List<string> _error = [];

    public RunningProcess(Invocation invocation)
    {
        _invocation = invocation;

        // Each program replaces itself by the next, so that the process id is that of the executable. A shell that starts the tests in the background has
        // them ignore the signals of the keyboard; a terminal does not, and these tests take its place.
        string[] affinity = invocation.OnlyCpu is { } cpu ? ["taskset", "--cpu-list", $"{cpu}"] : [];
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT,QUIT", .. affinity, invocation.Executable, .. invocation.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = invocation.Folder,
        };
        foreach ((string variable, string value) in invocation.Variables)
        {
            start.Environment[variable] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The process was not started.");
        _process.OutputDataReceived += (_, received) => Keep(_output, received.Data);
        _process.ErrorDataReceived += (_, received) => Keep(_error, received.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its process id, which is that of its group as well.</summary>
    public int Id => _process.Id;

    /// <summary>Writes a line to its standard input.</summary>
    public void Send(string line) => Type(line + Environment.NewLine);

    /// <summary>Writes characters to its standard input.</summary>
    public void Type(string characters)
    {
        _process.StandardInput.Write(characters);
        _process.StandardInput.Flush();
    }

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Sends a signal to it alone.</summary>
    public void Signal(int signal) => Signals.Send(Id, signal);

    /// <summary>Sends a signal to it and all that it has started, as a terminal does.</summary>
    public void SignalGroup(int signal) => Signals.Send(-Id, signal);

    /// <summary>Waits for a line of its standard output.</summary>
    /// <returns>The whole line.</returns>
    public string WaitForOutput(string part) => WaitForLine(_output, part);

    /// <summary>Waits for a line of its standard output that need not come.</summary>
    /// <returns>Whether it was written within the limit.</returns>
    public bool TryWaitForOutput(string part, TimeSpan limit) => TryWaitForLine(_output, part, limit) is not null;

    /// <summary>Waits for a line of its standard error.</summary>
    public void WaitForError(string part) => WaitForLine(_error, part);

    /// <summary>Waits for its end and for all that it wrote.</summary>
    public ProcessResult WaitForEnd()
    {
        if (!_process.WaitForExit(_invocation.Limit))
        {
            Assert.Fail($"{_invocation.Executable} {string.Join(' ', _invocation.Arguments)} did not end.\n{Text()}");
        }

        // The call without a limit waits for the ends of the pipes as well.
        _process.WaitForExit();
        lock (_output)
        {
            return new ProcessResult(_process.ExitCode, [.. _output], [.. _error]);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        Signals.TrySend(-Id, Signals.Kill);
        _process.Dispose();
    }

    private void Keep(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                lines.Add(line);
                Monitor.PulseAll(_output);
            }
        }
    }

    private string WaitForLine(List<string> lines, string part)
    {
        string? line = TryWaitForLine(lines, part, _invocation.Limit);
        if (line is null)
        {
            Assert.Fail($"The line '{part}' did not come.\n{Text()}");
        }

        return line;
    }

    private string? TryWaitForLine(List<string> lines, string part, TimeSpan limit)
    {
        long begin = Stopwatch.GetTimestamp();
        lock (_output)
        {
            string? found;
            while ((found = lines.Find(line => line.Contains(part, StringComparison.Ordinal))) is null)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(begin);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_output, left))
                {
                    return null;
                }
            }

            return found;
        }
    }

    private string Text()
    {
        lock (_output)
        {
            return string.Join('\n', [.. _output, .. _error]);
        }
    }
}
