using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace AesniCheck.Cli.Processes;

/// <summary>A command line of one of the real executables, which stand beside the tests.</summary>
internal sealed record Invocation
{
    /// <summary>The path of the executable.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Variables beside those of the tests themselves.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty
        .Add("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")));

    /// <summary>The only CPU that it may use, or null for all.</summary>
    public int? OnlyCpu { get; init; }

    /// <summary>Its working folder.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>The product.</summary>
    public static Invocation OfAesnicheck(params ReadOnlySpan<string> arguments) =>
        new() { Executable = Beside("aesnicheck"), Arguments = [.. arguments] };

    /// <summary>The product over a machine that is broken in a certain way.</summary>
    public static Invocation OfDouble(string fault, params ReadOnlySpan<string> arguments) =>
        new Invocation { Executable = Beside("aesnicheck-doubles"), Arguments = [.. arguments] }.With("AESNICHECK_DOUBLE", fault);

    /// <summary>A program of the system.</summary>
    public static Invocation Of(string program, params ReadOnlySpan<string> arguments) => new() { Executable = program, Arguments = [.. arguments] };

    /// <summary>The same with another variable.</summary>
    public Invocation With(string variable, string value) => this with { Variables = Variables.SetItem(variable, value) };

    /// <summary>The same in another working folder.</summary>
    public Invocation In(TemporaryFolder folder) => this with { Folder = folder.Path };

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
    /// Runs it for a second, and for longer where that was not enough: on a machine that is busy with others a CPU may have got no turn, or a
    /// stressor none in which to do its work.
    /// </summary>
    /// <param name="isEnough">Whether a run came to what any run comes to that is long enough.</param>
    /// <returns>The first that did, or else the last.</returns>
    public ProcessResult RunLongEnough(Func<ProcessResult, bool> isEnough)
    {
        ProcessResult result = RunFor("1s");
        foreach (string longer in (string[])["6s", "30s"])
        {
            result = isEnough(result) ? result : RunFor(longer);
        }

        return result;
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

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
