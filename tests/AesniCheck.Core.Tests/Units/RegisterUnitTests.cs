using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xunit;

namespace AesniCheck.Units;

public sealed unsafe class RegisterUnitTests
{
    private const ulong Seed = 0x0123456789abcdef;

    /// <summary>The hashes were computed by another program, byte by byte, from the documented derivation.</summary>
    [Theory]
    [InlineData("Ymm", "d1fd2eba49f8527ecce6cd8a7c262bed21d333f805cfddf5c56246a1daf387da")]
    [InlineData("Zmm", "67235c70ed98eacf20375fc239bf263b8a9bd6251706cc2e5bd33c02a8e258e5")]
    [InlineData("Opmask", "8e83399545870c21ad18d9c2c712ecde00b38d22d840726818e25d6508753a92")]
    public void ASeedGivesTheSameValuesForEver(string kind, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Content(Made(Seed, Enum.Parse<RegisterKind>(kind))))));

    [Fact]
    public void AUnitMadeAnewHasNothingOfTheOneBefore()
    {
        var unit = new RegisterUnit();
        foreach (RegisterKind before in RegisterKinds.All)
        {
            foreach (RegisterKind after in RegisterKinds.All)
            {
                unit.Make(Seed, before);
                unit.Make(Seed + 1, after);
                Assert.Equal((Seed + 1, after), (unit.Seed, unit.Kind));
                Assert.Equal(Content(Made(Seed + 1, after)), Content(unit));
            }
        }
    }

    [Fact]
    public void StepsInTwoPartsLeadToTheSameEnd()
    {
        ulong* midway = stackalloc ulong[31 * 8];
        ulong* ends = stackalloc ulong[31 * 8];
        foreach (RegisterKind kind in RegisterKinds.All)
        {
            RegisterUnit unit = Made(Seed, kind);
            int lanes = kind.ValueCount * kind.LaneCount;
            RegisterUnit.Advance(kind, unit.Constants, unit.Starts, midway, 1_234);
            RegisterUnit.Advance(kind, unit.Constants, midway, ends, RegisterUnit.StepCount - 1_234);
            Assert.Equal(new ReadOnlySpan<ulong>(unit.Ends, lanes), new ReadOnlySpan<ulong>(ends, lanes));
        }
    }

    [Fact]
    public void MakingDoesNotAllocate()
    {
        RegisterUnit unit = Made(Seed, RegisterKind.Zmm);
        ulong seed = 0;
        Assert.Equal(0, Allocations.Of(() => unit.Make(seed++, (RegisterKind)(seed % 3)), 6));
    }

    internal static RegisterUnit Made(ulong seed, RegisterKind kind)
    {
        var unit = new RegisterUnit();
        unit.Make(seed, kind);
        return unit;
    }

    /// <summary>Constants, starts and ends, stored one after the other.</summary>
    private static ReadOnlySpan<byte> Content(RegisterUnit unit) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(unit.Constants, (unit.Kind.ConstantCount + (2 * unit.Kind.ValueCount)) * unit.Kind.LaneCount));
}
