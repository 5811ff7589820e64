using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace AesniCheck.Processes.Harness;

/// <summary>A command line of one of the real executables.</summary>
internal sealed record Invocation
{
    // In the log of one of these the program would write colours into its pipes.
    private static readonly string[] ColourLogs = ["GITHUB_ACTIONS", "GITEA_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS", "CLICOLOR_FORCE"];

    /// <summary>The path of the executable.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Variables beside those of the tests themselves.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty
        .Add("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")))
        .AddRange(ColourLogs.Select(log => KeyValuePair.Create(log, "")));

    /// <summary>The only CPU that it may use, or null for all.</summary>
    public int? OnlyCpu { get; init; }

    /// <summary>Its working folder.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>How long to wait for its end, or for a line: a limit against hanging.</summary>
    public TimeSpan Limit { get; init; } = RunningProcess.Limit;

    /// <summary>The product.</summary>
    public static Invocation OfAesnicheck(params ReadOnlySpan<string> arguments) =>
        new() { Executable = PathOf("aesnicheck"), Arguments = [.. arguments] };

    /// <summary>The product over a machine that is broken in a certain way.</summary>
    public static Invocation OfDouble(string fault, params ReadOnlySpan<string> arguments) =>
        new Invocation { Executable = PathOf("aesnicheck-doubles"), Arguments = [.. arguments] }.With("AESNICHECK_DOUBLE", fault);

    /// <summary>The product compiled by the JIT only, so that its code can be listed.</summary>
    public static Invocation OfJit(params ReadOnlySpan<string> arguments) =>
        new() { Executable = Path.Combine(AppContext.BaseDirectory, "aesnicheck"), Arguments = [.. arguments] };

    /// <summary>A program of the system.</summary>
    public static Invocation Of(string program, params ReadOnlySpan<string> arguments) => new() { Executable = program, Arguments = [.. arguments] };

    /// <summary>The same with another variable.</summary>
    public Invocation With(string variable, string value) => this with { Variables = Variables.SetItem(variable, value) };

    /// <summary>The same in another working folder.</summary>
    public Invocation In(TemporaryFolder folder) => this with { Folder = folder.Path };

    /// <summary>The path of the product or the doubles.</summary>
    public static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, "programs", program);

    /// <summary>Starts it.</summary>
    public RunningProcess Start() => new(this);

    /// <summary>Starts it and waits for its end.</summary>
    public ProcessResult Run()
    {
        using RunningProcess process = Start();
        process.EndInput();
        return process.WaitForEnd();
    }

    /// <summary>
    /// Runs it for a short time, and for longer if that was not enough: on a busy machine a CPU may not have got a turn, or a
    /// stressor no turn in which to do its work.
    /// </summary>
    /// <param name="isEnough">Whether a run achieved the result of any run that is long enough.</param>
    /// <param name="shortest">How long it runs at first.</param>
    /// <returns>The first that did, or else the last.</returns>
    public ProcessResult RunLongEnough(Func<ProcessResult, bool> isEnough, string shortest = "600ms")
    {
        foreach (string duration in (string[])[shortest, "6s"])
        {
            ProcessResult result = RunFor(duration);
            if (isEnough(result))
            {
                return result;
            }
        }

        return RunFor("30s");
    }

    /// <summary>Starts it, waits for a line of its standard error, and interrupts it.</summary>
    /// <param name="part">A part of the line.</param>
    public ProcessResult RunUntilItSays(string part)
    {
        using RunningProcess process = Start();
        process.EndInput();
        process.WaitForError(part);
        process.Signal(Signals.Interrupt);
        return process.WaitForEnd();
    }

    private ProcessResult RunFor(string duration) => (this with { Arguments = [.. Arguments, "--duration", duration] }).Run();
}
