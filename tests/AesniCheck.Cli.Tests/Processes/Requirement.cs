using System.Runtime.Intrinsics.X86;
using Xunit;

namespace AesniCheck.Cli.Processes;

/// <summary>What tests need of the machine that they run on.</summary>
internal static class Requirement
{
    /// <summary>Skips the test on a machine whose AES can't be checked.</summary>
    public static void AesInstructions() => Assert.SkipUnless(Aes.IsSupported, "This CPU or runtime has no AES instructions.");
}
