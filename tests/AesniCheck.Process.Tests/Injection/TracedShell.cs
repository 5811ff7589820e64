using System.Globalization;
using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>A shell to be stopped. It is the child of another, for the runtime waits for children of ours.</summary>
internal static class TracedShell
{
    /// <summary>A script that computes forever, and reports each signal.</summary>
    public const string Loop = "n=0; trap 'n=$((n+1)); echo caught $n.' USR1; echo ready $$.; while :; do :; done";

    /// <summary>A script that waits for a line of its input, and prints it.</summary>
    public const string Reader = "exec <&3; echo ready $$.; read line; echo got $line.";

    /// <summary>A script that sends itself signals forever, and reports each one that it did not get. It is ready after the first ones, which take longer.</summary>
    public const string Sender =
        "n=0; k=0; trap 'n=$((n+1))' USR1; trap 'echo sent $k.; exit' TERM; "
        + "while :; do k=$((k+1)); kill -USR1 $$; [ $n = $k ] || echo lost one of $k.; [ $k = 50 ] && echo ready $$.; done";

    /// <summary>Starts it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="thread">Its process id, which is that of its thread.</param>
    public static RunningProcess Start(string script, out int thread)
    {
        // A background process has no standard input, but may have another descriptor.
        var invocation = new Invocation { Executable = "sh", Arguments = ["-c", "exec 3<&0; sh -c \"$1\" & wait $!", "sh", script] };
        RunningProcess shell = invocation.Start();
        string ready = shell.WaitForOutput("ready");
        thread = int.Parse(ready.Split(' ', '.')[1], CultureInfo.InvariantCulture);
        return shell;
    }

    /// <summary>Stops a thread. Skips the test if that is forbidden.</summary>
    public static ThreadTrace Stop(int thread)
    {
        while (true)
        {
            ThreadTrace? trace = ThreadTrace.TryStop(thread, out TraceRefusal? refusal);
            if (trace is not null)
            {
                return trace;
            }

            Requirement.Tracing(refusal!.Message, refusal.Kind == TraceRefusalKind.Forbidden);
            Assert.Equal(TraceRefusalKind.Signalled, refusal.Kind);
        }
    }
}
