using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The probes and the reference execute what they claim to, in exactly the code that the worker process runs.</summary>
public sealed class MachineCodeTests : IClassFixture<MachineCodeTests.Worker>
{
    private readonly Worker _worker;

    public MachineCodeTests(Worker worker)
    {
        Requirement.AesInstructions();
        _worker = worker;
    }

    [Theory]
    [InlineData("RunFourteen", "AesniEncryption", "aesenc", "aesdec")]
    [InlineData("RunFourteen", "AesniDecryption", "aesdec", "aesenc")]
    [InlineData("RunEight", "AesniEncryption", "aesenc", "aesdec")]
    [InlineData("RunEight", "AesniDecryption", "aesdec", "aesenc")]
    [InlineData("RunSingly", "AesniEncryption", "aesenc", "aesdec")]
    [InlineData("RunSingly", "AesniDecryption", "aesdec", "aesenc")]
    public void EveryHotLoopIsAMethodOfItsOwnWithTheInstructionsOfItsDirection(string method, string direction, string instruction, string opposite)
    {
        MachineCode code = HotLoop(method, direction);

        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.NotEmpty(code.Named(instruction + " "));
        Assert.NotEmpty(code.Named(instruction + "last "));
        Assert.Empty(code.Named(opposite));
    }

    [Theory]
    [InlineData("RunFourteen", "AesniEncryption", "aesenc", 14)]
    [InlineData("RunFourteen", "AesniDecryption", "aesdec", 14)]
    [InlineData("RunEight", "AesniEncryption", "aesenc", 8)]
    [InlineData("RunEight", "AesniDecryption", "aesdec", 8)]
    public void AllBlocksInFlightStayInRegisters(string method, string direction, string instruction, int blocks)
    {
        MachineCode code = HotLoop(method, direction);

        Assert.InRange(code.Destinations(instruction).Count, blocks, 32);
        Assert.All(code.Destinations(instruction), register => Assert.Matches(@"^xmm\d+$", register));
        AssertNothingIsSpilled(code);
    }

    [Theory]
    [InlineData("AesniEncryption")]
    [InlineData("AesniDecryption")]
    public void ASingleBlockStaysInARegister(string direction) => AssertNothingIsSpilled(HotLoop("RunSingly", direction));

    [Theory]
    [InlineData("RunFourteen", 14)]
    [InlineData("RunEight", 8)]
    [InlineData("RunSingly", 1)]
    public void EveryRoundOfTheLongestKeyIsWrittenOut(string method, int blocks)
    {
        Assert.Equal(13 * blocks, HotLoop(method, "AesniEncryption").Named("aesenc ").Count());
        Assert.Equal(blocks, HotLoop(method, "AesniEncryption").Named("aesenclast ").Count());
        Assert.Equal(13 * blocks, HotLoop(method, "AesniDecryption").Named("aesdec ").Count());
        Assert.Equal(blocks, HotLoop(method, "AesniDecryption").Named("aesdeclast ").Count());
    }

    [Theory]
    [InlineData("EncryptBlocks")]
    [InlineData("DecryptBlocks")]
    public void TheReferenceUsesNoVectorRegister(string method)
    {
        MachineCode code = Assert.Single(_worker.Code, code => code.Method.Contains($"SoftwareCipher:{method}(", StringComparison.Ordinal));

        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.InRange(code.Instructions.Count, 100, int.MaxValue);
        Assert.DoesNotContain(code.Instructions, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"\b[xyz]?mm\d"));

        // The rounds are in this method, and not in one that it calls, which would have to be looked at too.
        Assert.All(code.Named("call"), line => Assert.Contains("ThrowHelper", line, StringComparison.Ordinal));
    }

    [Fact]
    public void NoHotLoopIsInlinedIntoItsCaller()
    {
        MachineCode[] all = MachineCode.OfWorker("*AesniBlockPass:Run", tiered: false);

        MachineCode[] callers = [.. all.Where(code => code.Method.Contains(":Run[", StringComparison.Ordinal))];
        Assert.Equal(2, callers.Length);
        Assert.All(callers, code => Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal));
        Assert.All(callers, code => Assert.Empty(code.Named("aes")));
        Assert.All((string[])["RunFourteen", "RunEight", "RunSingly"], loop =>
            Assert.All(callers, code => Assert.Contains(code.Instructions, line => IsJumpTo(line, loop))));
    }

    private static bool IsJumpTo(string line, string method) =>
        (line.StartsWith("call", StringComparison.Ordinal) || line.Contains("jmp", StringComparison.Ordinal)) && line.Contains($":{method}[", StringComparison.Ordinal);

    private static void AssertNothingIsSpilled(MachineCode code)
    {
        Assert.DoesNotContain(code.Instructions, line => line.Contains("mm", StringComparison.Ordinal) && (line.Contains("[rsp", StringComparison.Ordinal) || line.Contains("[rbp", StringComparison.Ordinal)));
        Assert.Empty(code.Named("call"));
    }

    private MachineCode HotLoop(string method, string direction) =>
        Assert.Single(_worker.Code, code => code.Method.Contains($"AesniBlockPass:{method}[AesniCheck.Ciphers.{direction}]", StringComparison.Ordinal));

    /// <summary>Worker processes that have worked, and printed their code.</summary>
    public sealed class Worker
    {
        private static readonly string[] Methods = ["RunFourteen", "RunEight", "RunSingly", "EncryptBlocks", "DecryptBlocks"];

        // A process for each: threads that compile at the same time write their listings into one another.
        internal IReadOnlyList<MachineCode> Code => field ??= [.. Methods.SelectMany(method => MachineCode.OfWorker(method))];
    }
}
