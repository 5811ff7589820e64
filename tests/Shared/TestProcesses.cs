using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AesniCheck;

/// <summary>
/// Processes that tests start do not outlive the tests, however these end: a double that runs for an hour would burn a CPU until someone found it.
/// This test process ends with the one that started it (<c>dotnet test</c>, a shell), and a shell in a session of its own waits for the end of this one,
/// by the end of its standard input. It then kills all processes that carry this one's tag in their environment, children of children included.
/// </summary>
internal static class TestProcesses
{
    private const string TagVariable = "AESNICHECK_TESTS";

    // A process that forks while the list is read is found in the next round.
    private const string Script = """
        exec 2> /dev/null
        cat > /dev/null
        for round in 1 2 3 4 5; do
          found=
          for process in /proc/[0-9]*; do
            if tr '\0' '\n' < "$process/environ" | grep -q -x -F -e "$1"; then
              kill -KILL "${process#/proc/}" && found=1
            fi
          done
          [ "$found" ] || exit 0
        done
        """;

    /// <summary>The shell; its standard input stays open as long as this process lives.</summary>
    private static Process? _shell;

    /// <summary>The process that started this one.</summary>
    private static Process? _parent;

    [ModuleInitializer]
    internal static void EndWithThisProcess()
    {
        FollowParent();
        if (Environment.GetEnvironmentVariable(TagVariable) is not null)
        {
            // Started by a test, which sees to the end of this process too.
            return;
        }

        string tag = Guid.NewGuid().ToString("N");
        _shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", $"{TagVariable}={tag}"]) { RedirectStandardInput = true });
        Environment.SetEnvironmentVariable(TagVariable, tag);
    }

    private static void FollowParent()
    {
        const string field = "PPid:";
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        int parent = int.Parse(line.AsSpan(field.Length), CultureInfo.InvariantCulture);
        if (parent <= 1)
        {
            // Started by the init process, or by one that has ended since: detached on purpose.
            return;
        }

        try
        {
            _parent = Process.GetProcessById(parent);
            _parent.Exited += (_, _) => Process.GetCurrentProcess().Kill();
            _parent.EnableRaisingEvents = true;
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile, and so this process was detached.
        }
    }
}
