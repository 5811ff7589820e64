using System.Runtime.Intrinsics.X86;
using AesniCheck.Injection;
using Xunit;

namespace AesniCheck.Processes.Harness;

/// <summary>The requirements of tests on the machine that they run on.</summary>
internal static class Requirement
{
    /// <summary>Skips the test on a machine without usable AES instructions.</summary>
    public static void AesInstructions() => Assert.SkipUnless(Aes.IsSupported, "This CPU or runtime has no AES instructions.");

    /// <summary>Skips the test if faults may not be injected, or not into that area.</summary>
    public static void Of(InjectionAttempt attempt)
    {
        Tracing(attempt.Message ?? "", attempt is { Fault: null, Reason: InjectionFailure.Forbidden or InjectionFailure.Failed });
        Assert.SkipWhen(attempt is { Fault: null, Reason: InjectionFailure.NoSuchArea }, "This CPU or kernel has no such registers.");
    }

    /// <summary>Skips the test if a program is not installed. In CI, which installs the programs itself (<c>.ci/tools</c>), the test fails.</summary>
    /// <param name="name">Its name.</param>
    public static void Program(string name)
    {
        bool isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
        Assert.False(!isInstalled && Environment.GetEnvironmentVariable("CI") == "true", $"{name} is not installed; .ci/tools has to install it.");
        Assert.SkipUnless(isInstalled, $"{name} is not installed here.");
    }

    /// <summary>Skips the test if processes may not be traced.</summary>
    /// <param name="why">The system's message.</param>
    /// <param name="forbidden">Whether the system forbade it.</param>
    public static void Tracing(string why, bool forbidden) => Assert.SkipWhen(forbidden, $"Tracing is forbidden here: {why}");
}
