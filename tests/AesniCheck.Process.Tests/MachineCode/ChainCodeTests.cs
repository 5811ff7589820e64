using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The contents of the vector registers in the loops that exist to fill them; the references use none.</summary>
public sealed class ChainCodeTests : IClassFixture<ChainCodeTests.Worker>
{
    private static readonly int[] AllThatAesNames = [.. Enumerable.Range(0, 16)];

    private readonly Worker _worker;

    public ChainCodeTests(Worker worker)
    {
        Requirement.AesInstructions();
        _worker = worker;
    }

    [Theory]
    [InlineData("EncryptStep", "aesenc ", "aesenc ")]
    [InlineData("DecryptStep", "aesdec ", "aesdec ")]
    [InlineData("LastRoundsStep", "aesenclast ", "aesdeclast ")]
    [InlineData("InverseMixColumnsStep", "aesenc ", "aesimc ")]
    public void FourteenChainsAndTwoKeysHaveARegisterEachInTheWholeLoop(string step, string first, string second)
    {
        MachineCode code = Assert.Single(_worker.Chains, code => code.Method.Contains($":RunChains[AesniCheck.Probes.Chain.AesniChainPass+{step}]", StringComparison.Ordinal));
        IReadOnlyList<string> loop = code.AtLoop().Loop;

        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.Equal(first == second ? 28 : 14, loop.Count(line => line.StartsWith("v" + first, StringComparison.Ordinal)));
        Assert.Equal(first == second ? 28 : 14, loop.Count(line => line.StartsWith("v" + second, StringComparison.Ordinal)));
        Assert.Equal(AllThatAesNames, MachineCode.Registers(loop));
        Assert.DoesNotContain(loop, line => line.Contains('[', StringComparison.Ordinal));
        AssertNothingIsSpilled(code);
    }

    [Theory]
    [InlineData("AesniEncryption")]
    [InlineData("AesniDecryption")]
    public void FourteenBlocksAKeyAndTheAccumulatorHaveARegisterEachInTheWholeLoop(string direction)
    {
        MachineCode code = Fourteen(direction);

        // The guards leave zmm31 to the compiler, which holds an expected value there for an instant.
        Assert.Equal(AllThatAesNames, MachineCode.Registers(code.AtLoop().Loop).Where(register => register != 31));
        AssertNothingIsSpilled(code);
    }

    [Theory]
    [InlineData("AesniEncryption")]
    [InlineData("AesniDecryption")]
    public void GuardsAreLoadedBeforeTheLoopAndStoredBehindItAndStayWhereTheyAre(string direction)
    {
        Assert.SkipUnless(Avx512F.IsSupported, "This CPU or runtime has no AVX-512.");
        (IReadOnlyList<string> before, IReadOnlyList<string> loop, IReadOnlyList<string> behind) = Fourteen(direction).AtLoop();

        int[] guards = [.. Enumerable.Range(16, 15)];
        Assert.Equal(guards, MachineCode.Registers(before.Where(line => Regex.IsMatch(line, @"^vmov\w+\s+zmm\d+, zmmword ptr \[")), "z"));
        Assert.Equal(guards, MachineCode.Registers(behind.Where(line => Regex.IsMatch(line, @"^vmov\w+\s+zmmword ptr \[.*\], zmm\d+$")), "z"));
        Assert.Empty(MachineCode.Registers(loop, "[yz]"));
    }

    [Theory]
    [InlineData("ChainUnit:Make")]
    [InlineData("ChainSteps:First")]
    [InlineData("ChainSteps:Second")]
    [InlineData("AesState:Encrypt")]
    [InlineData("AesState:Decrypt")]
    [InlineData("AesState:op_ExclusiveOr")]
    public void TheReferenceOfChainsUsesNoVectorRegister(string method)
    {
        MachineCode code = Assert.Single(_worker.Reference, code => code.Method.Contains($".{method}(", StringComparison.Ordinal));
        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.Empty(MachineCode.Registers(code.Instructions));
    }

    [Fact]
    public void TheReferenceOfGhashUsesNoVectorRegister()
    {
        MachineCode code = Assert.Single(_worker.Ghash, code => code.Method.Contains(".SoftwareGhash:UpdateBlocks(", StringComparison.Ordinal));
        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.InRange(code.Instructions.Count, 50, int.MaxValue);
        Assert.Empty(MachineCode.Registers(code.Instructions));

        // The base of the table of reductions is obtained once, the first time.
        Assert.All(code.Named("call"), line => Assert.Matches("ThrowHelper|CORINFO_HELP_GET_GCSTATIC_BASE", line));
    }

    [Theory]
    [InlineData("RegisterUnit:Advance", 30)]
    [InlineData("RegisterUnit:AdvanceFourLanes", 30)]
    [InlineData("RegisterUnit:AdvanceSums", 30)]
    [InlineData("RegisterProbe:AreRight", 15)]
    public void TheReferenceAndTheComparisonOfRegistersUseNoVectorRegister(string method, int instructions)
    {
        Assert.SkipUnless(Avx2.IsSupported, "This CPU or runtime has no AVX2.");
        Assert.SkipUnless(method != "RegisterUnit:AdvanceSums" || Avx512BW.IsSupported, "This CPU or runtime has no AVX-512.");
        MachineCode code = Assert.Single(_worker.Registers, code => code.Method.Contains($".{method}(", StringComparison.Ordinal));
        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.InRange(code.Instructions.Count, instructions, int.MaxValue);
        Assert.Empty(MachineCode.Registers(code.Instructions));

        // The methods that they call use none either.
        Assert.All(
            code.Named("call").Where(line => !line.Contains("ThrowHelper", StringComparison.Ordinal)),
            line => Assert.Empty(MachineCode.Registers(Assert.Single(_worker.Registers, callee => line.Contains(NameOf(callee), StringComparison.Ordinal)).Instructions)));
    }

    /// <summary>Class and method, as calls name them.</summary>
    private static string NameOf(MachineCode code) => Regex.Match(code.Method, @"^[^(\[ ]+").Value + "(";

    private static void AssertNothingIsSpilled(MachineCode code)
    {
        Assert.DoesNotContain(code.Instructions, line => line.Contains("mm", StringComparison.Ordinal) && Regex.IsMatch(line, @"\[(rsp|rbp)"));
        Assert.Empty(code.Named("call"));
    }

    private MachineCode Fourteen(string direction) =>
        Assert.Single(_worker.Fourteen, code => code.Method.Contains($":RunFourteen[AesniCheck.Ciphers.{direction}]", StringComparison.Ordinal));

    /// <summary>Worker processes that have worked, and printed their code.</summary>
    public sealed class Worker
    {
        // A process for each: threads that compile at the same time write their listings into one another.
        internal IReadOnlyList<MachineCode> Chains => field ??= MachineCode.OfWorker("RunChains", "chain");

        internal IReadOnlyList<MachineCode> Fourteen => field ??= MachineCode.OfWorker("RunFourteen");

        // If a method is recompiled after frequent use, its last code counts: here it has only one.
        internal IReadOnlyList<MachineCode> Reference => field ??= MachineCode.OfWorker(
            "*ChainUnit:Make *ChainSteps:First *ChainSteps:Second *AesState:Encrypt *AesState:Decrypt *AesState:op_ExclusiveOr", "chain", tiered: false);

        internal IReadOnlyList<MachineCode> Registers => field ??= MachineCode.OfWorker("*RegisterUnit:Advance* *RegisterUnit:get_* *RegisterKinds:get_* *RegisterProbe:AreRight", "register", tiered: false);

        internal IReadOnlyList<MachineCode> Ghash => field ??= MachineCode.OfWorker("UpdateBlocks", "mode");
    }
}
