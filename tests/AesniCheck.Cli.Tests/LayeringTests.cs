using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>The parts of the system and the runtime that each part of the sources may use, comments aside. For uses among the parts, see <see cref="RoomTests"/>.</summary>
public sealed class LayeringTests
{
    private const int MaximumLines = 300;

    private static readonly SourceFile[] Sources = SourceFile.ReadAll();

    [Fact]
    public void TheSourcesAreFound()
    {
        Assert.InRange(Sources.Length, 50, int.MaxValue);
        Assert.Contains(Sources, source => source.Path == "AesniCheck.Core/Ciphers/SoftwareCipher.cs");
        Assert.Contains(Sources, source => source.Path == "AesniCheck.Cli/Program.cs");
    }

    // Text reaches a terminal or a log through VisibleWriter only, which makes it visible: no caller needs to remember to.
    [Fact]
    public void TextIsWrittenThroughOneWriter()
    {
        AssertAbsent(@"\bConsole\s*\.\s*(Out|Error|Write\w*|Set\w+)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Output/ConsoleLines", "Output/StandardStreams"));
        AssertAbsent(@"\bConsole\s*\.\s*OpenStandard(Output|Error)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Commands/WorkerCommand"));
        AssertAbsent(@"\b(TextWriter|StreamWriter)\b", source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Output/ConsoleLines", "Output/VisibleWriter"));
        AssertAbsent(@"\busing\s+static\s+System\.Console\b", source => source.IsIn("AesniCheck.Cli"));
    }

    [Fact]
    public void StandardStreamsAreOpenedForThatWriterReportsAndPictures()
    {
        AssertAbsent(
            @"\bnew\s+StandardStream\b",
            source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Output/StandardStreams", "Output/ReportPlaces", "Output/FallbackPlaces", "Progress/ProgressDisplay", "Progress/LiveProgress"));
        AssertAbsent(
            @"\bStandardFile\s*\.\s*Write\b",
            source => source.IsIn("AesniCheck.Cli") && !IsOneOf(source, "Output/StandardStreams", "Output/StandardStream", "Startup"));
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
        AssertAbsent(@"\b(LibraryImport|DllImport)\b|\bdelegate\*\s*unmanaged\b", source => !source.IsIn("AesniCheck.Core/Interop"));

    [Fact]
    public void IntrinsicsAreForEnginesProbesAndStressors() =>
        AssertAbsent(
            @"\bSystem\.Runtime\.Intrinsics\b",
            source => !source.IsIn("AesniCheck.Core/Ciphers") && !source.IsIn("AesniCheck.Core/Probes")
                && !source.IsIn("AesniCheck.Core/Stressors") && source.Path != "AesniCheck.Core/Host/CpuId.cs");

    [Fact]
    public void ArbitrationStartsNoThreads() =>
        AssertAbsent(@"\b(System\.Threading|Thread|Task|lock|Monitor|Interlocked)\b", source => source.IsIn("AesniCheck.Core/Arbitration"));

    [Fact]
    public void ReportsCallNoSystem() => AssertAbsent(@"\bInterop\b", source => source.IsIn("AesniCheck.Core/Reports"));

    [Fact]
    public void TheLibraryKnowsNoCommandLine()
    {
        AssertAbsent(@"\bAesniCheck\.Cli\b", source => source.IsIn("AesniCheck.Core"));
        AssertAbsent(@"\b(System\.CommandLine|Spectre)\b", source => source.IsIn("AesniCheck.Core"));
    }

    [Fact]
    public void NoFileIsLong() =>
        Assert.Empty(Sources.Where(source => source.Lines.Length > MaximumLines).Select(source => $"{source.Path} has {source.Lines.Length} lines"));

    private static bool IsOneOf(SourceFile source, params string[] names) => Array.Exists(names, name => source.Path == $"AesniCheck.Cli/{name}.cs");

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
