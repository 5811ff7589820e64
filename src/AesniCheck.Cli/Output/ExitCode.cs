using AesniCheck.Records;

namespace AesniCheck.Cli.Output;

/// <summary>The exit codes, for every command.</summary>
internal static class ExitCode
{
    /// <summary>Every requested probe ran on every requested CPU, and there is no finding.</summary>
    public const int Pass = 0;

    /// <summary>At least one finding.</summary>
    public const int Fault = 1;

    /// <summary>An option, file or combination is wrong; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>This CPU or system cannot run what was requested.</summary>
    public const int Unsupported = 3;

    /// <summary>Stopped early, or something that was requested could not run or got no exposure.</summary>
    public const int Inconclusive = 4;

    /// <summary>A bug, or a system that does not let the program work.</summary>
    public const int InternalError = 70;

    /// <summary>Returns the code of an outcome.</summary>
    public static int Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Pass,
        Outcome.Fault => Fault,
        Outcome.Unsupported => Unsupported,
        _ => Inconclusive,
    };

    /// <summary>Returns the code of a self-test's result: one that detects ends like a run that passes, one that misses like a run with a finding.</summary>
    public static int Of(SelfTestResult result) => result switch
    {
        SelfTestResult.Detects => Pass,
        SelfTestResult.Misses => Fault,
        SelfTestResult.Unsupported => Unsupported,
        _ => Inconclusive,
    };
}
