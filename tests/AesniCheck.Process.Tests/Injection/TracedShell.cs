using System.Globalization;
using AesniCheck.Processes.Harness;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>A shell to be stopped. It is the child of another, for the runtime waits for children of ours.</summary>
internal static class TracedShell
{
    /// <summary>One that computes without end, and tells of each signal.</summary>
    public const string Loop = "n=0; trap 'n=$((n+1)); echo caught $n.' USR1; echo ready $$.; while :; do :; done";

    /// <summary>One that waits for a line of its input, and tells it.</summary>
    public const string Reader = "exec <&3; echo ready $$.; read line; echo got $line.";

    /// <summary>One that sends itself signals without end, and tells of each that it did not get. The first ones, which take longer, are behind it.</summary>
    public const string Sender =
        "n=0; k=0; trap 'n=$((n+1))' USR1; trap 'echo sent $k.; exit' TERM; "
        + "while :; do k=$((k+1)); kill -USR1 $$; [ $n = $k ] || echo lost one of $k.; [ $k = 50 ] && echo ready $$.; done";

    /// <summary>Starts it.</summary>
    /// <param name="script">What it does.</param>
    /// <param name="thread">Its process id, which is that of its thread.</param>
    public static RunningProcess Start(string script, out int thread)
    {
        // What runs in the background has no input, but for another descriptor.
        var invocation = new Invocation { Executable = "sh", Arguments = ["-c", "exec 3<&0; sh -c \"$1\" & wait $!", "sh", script] };
        RunningProcess shell = invocation.Start();
        string ready = shell.WaitForOutput("ready");
        thread = int.Parse(ready.Split(' ', '.')[1], CultureInfo.InvariantCulture);
        return shell;
    }

    /// <summary>Stops a thread. Skips the test where that is forbidden.</summary>
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
