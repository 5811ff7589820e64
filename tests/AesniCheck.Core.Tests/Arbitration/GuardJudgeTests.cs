using AesniCheck.Execution;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The findings about a register that was not used in any computation.</summary>
public sealed class GuardJudgeTests
{
    private const int Worker = 3;
    private const int Guard = 11;

    [Fact]
    public void FlippedBitsAreNamed() =>
        Judge(actual => actual[40] ^= 0x09, Verdict.RegisterState, "was not used in any computation, changed: bit 0 of byte 40, bit 3 of byte 40, in bytes 40 to 40 of 64.");

    [Fact]
    public void ALostRegisterIsCalledSo() => Judge(actual => actual.AsSpan().Clear(), Verdict.RegisterState, "was lost: zero where it differs");

    [Fact]
    public void ALostUpperHalfIsCalledSo() => Judge(actual => actual.AsSpan(32).Clear(), Verdict.RegisterState, "in bytes 32 to 63 of 64");

    [Theory]
    [InlineData(0, 11)]
    [InlineData(4_095, 14)]
    public void AnotherGuardsValueIsALeakWithItsOwner(int worker, int guard) => Judge(
        actual => GuardValues.Fill(worker, guard, actual),
        Verdict.RegisterLeak,
        $"A register that held guard 11 of worker 3 held guard {guard} of worker {worker} instead");

    [Fact]
    public void AnotherGuardOfTheSameWorkerIsNoLeak() => Judge(
        actual => GuardValues.Fill(Worker, 0, actual), Verdict.RegisterState, "A register that held guard 11 of worker 3 held guard 0 of worker 3 instead");

    [Fact]
    public void AnUpperPartOfAnotherGuardsValueIsALeakToo() => Judge(
        actual =>
        {
            byte[] other = new byte[GuardValues.Length];
            GuardValues.Fill(9, 2, other);
            other.AsSpan(48).CopyTo(actual.AsSpan(48));
        },
        Verdict.RegisterLeak,
        "held guard 2 of worker 9 instead");

    [Fact]
    public void AnythingElseIsAChangedRegister() =>
        Judge(actual => new Random(5).NextBytes(actual), Verdict.RegisterState, "in bytes 0 to 63 of 64");

    [Fact]
    public void AGuardThatChangedInMemoryIsMemory()
    {
        GuardMiscompare miscompare = Miscompare(_ => { });
        miscompare.Expected[9] ^= 1;
        Assert.Equal(Verdict.Memory, Judge(miscompare).Verdict);
    }

    private static void Judge(Action<byte[]> change, Verdict verdict, string words)
    {
        Finding finding = Judge(Miscompare(change));
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(words, Assert.Single(finding.Explanation), StringComparison.Ordinal);
    }

    private static Finding Judge(GuardMiscompare miscompare)
    {
        Finding finding = new Arbiter(ThisMachine.Devices).Judge(miscompare, Evidence.Unit(), out bool unitDamaged);
        Assert.False(unitDamaged);
        Assert.Same(miscompare, finding.Evidence);
        return finding;
    }

    private static GuardMiscompare Miscompare(Action<byte[]> change)
    {
        byte[] expected = new byte[GuardValues.Length];
        GuardValues.Fill(Worker, Guard, expected);
        byte[] actual = [.. expected];
        change(actual);
        return new GuardMiscompare { Worker = Worker, Probe = BlockProbe.ProbeName, UnitSeed = Evidence.Seed, Guard = Guard, Expected = expected, Actual = actual };
    }
}
