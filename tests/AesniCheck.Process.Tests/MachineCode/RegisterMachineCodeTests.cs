using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>
/// The loops of the register probe use every wide register that the machine has, and spill none, in exactly the code that the
/// worker process runs.
/// </summary>
public sealed partial class RegisterMachineCodeTests : IClassFixture<RegisterMachineCodeTests.Worker>
{
    private readonly Worker _worker;

    public RegisterMachineCodeTests(Worker worker)
    {
        Requirement.AesInstructions();
        _worker = worker;
    }

    public static TheoryData<string> Events => ["NoEvent", "PauseEvent", "PageFaultEvent"];

    [Theory]
    [MemberData(nameof(Events))]
    public void AllYmmRegistersAreLiveInTheLoop(string registerEvent)
    {
        Assert.SkipUnless(Avx2.IsSupported, "This CPU or runtime has no AVX2.");
        AssertHoldsAll("YmmLoop:RunValues", registerEvent, [.. Registers("ymm", 0, 16)], constants: 1, masks: 0);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void AllZmmRegistersAreLiveInTheLoop(string registerEvent)
    {
        RequireAvx512();
        AssertHoldsAll("ZmmLoop:RunValues", registerEvent, [.. Registers("zmm", 0, 32)], constants: 1, masks: 0);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void AllOpmaskRegistersThatCanMaskAreLiveInTheLoop(string registerEvent)
    {
        RequireAvx512();
        AssertHoldsAll("OpmaskLoop:RunMasks", registerEvent, [.. Registers("zmm", 0, 32), .. Registers("k", 1, 7)], constants: 2, masks: 7);
    }

    [Fact]
    public void AMaskIsMadeAnewRightBehindItsLastUse()
    {
        RequireAvx512();
        string[] loop = InnerLoop(HotLoop("OpmaskLoop:RunMasks", "NoEvent"));
        foreach (string mask in Registers("k", 1, 7))
        {
            int[] places = [.. loop.Index().Where(line => Regex.IsMatch(line.Item, $@"\b{mask}\b")).Select(line => line.Index)];

            // Three sums and the comparison, in a row: dead for one place of the loop.
            Assert.Equal(Enumerable.Range(places[0], 4), places);
            Assert.StartsWith("vpcmp", loop[places[3]], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheEventsAreInTheLoopsAndAreNoCalls()
    {
        Assert.SkipUnless(Avx2.IsSupported, "This CPU or runtime has no AVX2.");
        Assert.Single(HotLoop("YmmLoop:RunValues", "PauseEvent").Named("pause"));
        Assert.Empty(HotLoop("YmmLoop:RunValues", "NoEvent").Named("pause"));
        Assert.Contains(HotLoop("YmmLoop:RunValues", "PageFaultEvent").Instructions, line => Regex.IsMatch(line, @"^mov\s+byte\s+ptr \[\w+\], 1$"));
        Assert.DoesNotContain(HotLoop("YmmLoop:RunValues", "NoEvent").Instructions, line => line.Contains("byte  ptr", StringComparison.Ordinal));
    }

    private static void RequireAvx512() => Assert.SkipUnless(Avx512BW.IsSupported, "This CPU or runtime has no AVX-512.");

    private static IEnumerable<string> Registers(string prefix, int first, int count) => Enumerable.Range(first, count).Select(number => $"{prefix}{number}");

    private void AssertHoldsAll(string method, string registerEvent, string[] registers, int constants, int masks)
    {
        MachineCode code = HotLoop(method, registerEvent);
        Assert.Contains("(FullOpts)", code.Method, StringComparison.Ordinal);
        Assert.Empty(code.Named("call"));

        // The only accesses to vector memory are the loads before the loops, and the stores after them.
        string[] toMemory = [.. code.Instructions.Where(line => line.Contains("mmword", StringComparison.Ordinal))];
        Assert.Equal(constants + (2 * (registers.Length - constants - masks)), toMemory.Length);
        Assert.DoesNotContain(toMemory, line => line.Contains("[rsp", StringComparison.Ordinal) || line.Contains("[rbp", StringComparison.Ordinal));

        // Every register is read or written in the innermost loop, never by a move: it never holds another value.
        string[] loop = InnerLoop(code);
        Assert.Equal(registers.Order(StringComparer.Ordinal), loop.SelectMany(RegistersIn).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(loop, line => line.StartsWith("vmov", StringComparison.Ordinal) || line.StartsWith("kmov", StringComparison.Ordinal));
        Assert.DoesNotContain(loop, line => line.Contains("ptr [", StringComparison.Ordinal));

        // Values are carried from step to step: the written registers are those read before, changed; the constants are only read.
        string[] written = [.. loop.Where(line => line.StartsWith('v')).Select(line => RegistersIn(line).First()).Distinct()];
        Assert.Equal(registers.Length - constants, written.Length);
    }

    private static IEnumerable<string> RegistersIn(string line) => WideRegister().Matches(line).Select(match => match.Value);

    /// <summary>The body of the first backward jump, from its target on.</summary>
    private static string[] InnerLoop(MachineCode code)
    {
        string[] lines = [.. code.Instructions];
        int end = Array.FindIndex(lines, line => line.StartsWith("jl", StringComparison.Ordinal));
        int start = Array.FindLastIndex(lines, end - 1, line => line.StartsWith("jge", StringComparison.Ordinal) || line.StartsWith("align", StringComparison.Ordinal));
        Assert.InRange(start, 0, end);
        return lines[(start + 1)..end];
    }

    private MachineCode HotLoop(string method, string registerEvent) =>
        Assert.Single(_worker.Code, code => code.Method.Contains($"{method}[AesniCheck.Probes.Register.{registerEvent}]", StringComparison.Ordinal));

    [GeneratedRegex(@"\b([xyz]mm\d+|k\d)\b")]
    private static partial Regex WideRegister();

    /// <summary>Worker processes that have compiled the loops, and printed their code.</summary>
    public sealed class Worker
    {
        // If nothing is compiled, there is no listing to read.
        private static readonly string[] Methods = Avx512BW.IsSupported ? ["RunValues", "RunMasks"] : ["RunValues"];

        internal IReadOnlyList<MachineCode> Code => field ??= [.. Methods.SelectMany(method => MachineCode.OfWorker(method, "register"))];
    }
}
