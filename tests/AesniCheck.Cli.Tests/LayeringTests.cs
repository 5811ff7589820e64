using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>Who may know whom: held over the sources themselves, comments aside.</summary>
public sealed class LayeringTests
{
    private const int MaximumLines = 300;

    private static readonly string[] Namespaces =
        ["Arbitration", "Ciphers", "Cli", "Execution", "Host", "Injection", "Planning", "Probes", "Reports", "SelfTests", "Stressors", "Vectors"];

    private static readonly SourceFile[] Sources = SourceFile.ReadAll();

    [Fact]
    public void TheSourcesAreFound()
    {
        Assert.InRange(Sources.Length, 50, int.MaxValue);
        Assert.Contains(Sources, source => source.Path == "AesniCheck.Core/Ciphers/SoftwareCipher.cs");
        Assert.Contains(Sources, source => source.Path == "AesniCheck.Cli/Program.cs");
    }

    [Fact]
    public void TheConsoleIsForTheCommandLineAlone() =>
        AssertAbsent(@"\bConsole\b", source => !source.IsIn("AesniCheck.Cli"));

    // Text reaches a terminal or a log through VisibleWriter only, which makes it visible: no caller needs to remember to.
    [Fact]
    public void TextIsWrittenThroughOneWriter()
    {
        AssertAbsent(@"\bConsole\s*\.\s*(Out|Error|Write\w*|Set\w+)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Messages", "StandardStreams"));
        AssertAbsent(@"\bConsole\s*\.\s*OpenStandard(Output|Error)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "WorkerCommand"));
        AssertAbsent(@"\b(TextWriter|StreamWriter)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Messages", "VisibleWriter"));
        AssertAbsent(@"\busing\s+static\s+System\.Console\b", source => source.IsIn("AesniCheck.Cli"));
    }

    [Fact]
    public void StandardStreamsAreOpenedForThatWriterReportsAndPictures()
    {
        AssertAbsent(
            @"\bnew\s+StandardStream\b",
            source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "StandardStreams", "ReportPlaces", "LostRecord", "Progress/ProgressDisplay", "Progress/LiveProgress"));
        AssertAbsent(
            @"\bStandardFile\s*\.\s*Write\b",
            source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "StandardStreams", "StandardStream", "FirstSteps"));
    }

    [Fact]
    public void PicturesAreDrawnVisible()
    {
        AssertAbsent(@"\b(AnsiConsole|Markup\w*)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Progress/LiveProgress"));
        SourceFile live = Assert.Single(Sources, source => IsOneOf(source, "Progress/LiveProgress"));
        string write = Assert.Single(live.Lines, line => Regex.IsMatch(line, @"\bconsole\.Write"));
        Assert.Contains("new VisiblePicture(", write, StringComparison.Ordinal);
    }

    [Fact]
    public void NativeCodeIsCalledFromInteropAlone() =>
        AssertAbsent(@"\b(LibraryImport|DllImport)\b|\bdelegate\*\s*unmanaged\b", source => !source.IsIn("AesniCheck.Core/Host/Interop"));

    [Fact]
    public void IntrinsicsAreForEnginesProbesAndStressors() =>
        AssertAbsent(
            @"\bSystem\.Runtime\.Intrinsics\b",
            source => !source.IsIn("AesniCheck.Core/Ciphers") && !source.IsIn("AesniCheck.Core/Probes")
                && !source.IsIn("AesniCheck.Core/Stressors") && source.Path != "AesniCheck.Core/Host/CpuId.cs");

    [Fact]
    public void CiphersKnowNothing() => AssertKnowsNotOf("Ciphers", [.. Namespaces.Except(["Ciphers"])]);

    [Fact]
    public void VectorsAndPlansKnowCiphers()
    {
        AssertKnowsNotOf("Vectors", [.. Namespaces.Except(["Vectors", "Ciphers", "Planning"])]);
        AssertKnowsNotOf("Planning", [.. Namespaces.Except(["Planning", "Ciphers"])]);
    }

    [Fact]
    public void ProbesKnowCiphersAndUnits() => AssertKnowsNotOf("Probes", "Execution", "Host", "Arbitration", "Reports", "Cli");

    [Fact]
    public void ArbitrationKnowsNoThreadsAndNoConsole()
    {
        AssertKnowsNotOf("Arbitration", "Execution", "Host", "Reports", "Stressors", "Injection", "Cli");
        AssertAbsent(@"\b(System\.Threading|Thread|Task|lock|Monitor|Interlocked|Console)\b", source => source.IsIn("AesniCheck.Core/Arbitration"));
    }

    [Fact]
    public void StressorsKnowTheHostAndPlans() => AssertKnowsNotOf("Stressors", [.. Namespaces.Except(["Stressors", "Host", "Planning"])]);

    [Fact]
    public void InjectionKnowsTheHostAndSeeds() => AssertKnowsNotOf("Injection", [.. Namespaces.Except(["Injection", "Host", "Planning"])]);

    [Fact]
    public void ReportsKnowTheRecordAlone()
    {
        AssertKnowsNotOf("Reports", "Execution", "Stressors", "Injection", "SelfTests", "Cli");
        AssertAbsent(@"\bInterop\b", source => source.IsIn("AesniCheck.Core/Reports"));
    }

    [Fact]
    public void ARunKnowsNoSelfTests() => AssertKnowsNotOf("Execution", "SelfTests", "Injection", "Cli");

    [Fact]
    public void TheLibraryKnowsNoCommandLine()
    {
        AssertAbsent(@"\bAesniCheck\.Cli\b", source => source.IsIn("AesniCheck.Core"));
        AssertAbsent(@"\b(System\.CommandLine|Spectre)\b", source => source.IsIn("AesniCheck.Core"));
    }

    [Fact]
    public void TimeComesThroughTheTimeProvider() =>
        AssertAbsent(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|\bTickCount(64)?\b", source => source.IsIn("AesniCheck.Core"));

    [Fact]
    public void NoFileIsLong() =>
        Assert.Empty(Sources.Where(source => source.Lines.Length > MaximumLines).Select(source => $"{source.Path} has {source.Lines.Length} lines"));

    private static bool IsOneOf(SourceFile source, params string[] names) => Array.Exists(names, name => source.Path == $"AesniCheck.Cli/{name}.cs");

    private static void AssertKnowsNotOf(string folder, params string[] others) =>
        AssertAbsent(
            $@"\busing\s+(static\s+)?AesniCheck\.({string.Join('|', others)})\b|(?<![\w.""])(AesniCheck\.)?({string.Join('|', others)})\.[A-Z]",
            source => source.IsIn($"AesniCheck.Core/{folder}"));

    private static void AssertAbsent(string pattern, Func<SourceFile, bool> where)
    {
        SourceFile[] searched = [.. Sources.Where(where)];
        Assert.NotEmpty(searched);
        Assert.Empty(
            from source in searched
            from line in source.Lines.Index()
            where Regex.IsMatch(SourceFile.WithoutComment(line.Item), pattern)
            select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}");
    }
}
