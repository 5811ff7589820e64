using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class CpuIdIdentityTests
{
    private static CpuInfo Nothing => ProcCpuInfo.Parse(null, HostInfo.UnknownNumber);

    public static TheoryData<string> Machines => [.. SavedMachine.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void CpuIdAgreesWithTheKernel(string machine)
    {
        CpuInfo kernel = ProcCpuInfo.Parse(SavedMachine.Text(machine, "proc/cpuinfo"), 1);
        CpuInfo cpu = CpuIdIdentity.Complete(Nothing, SavedMachine.CpuIdOf(machine));

        Assert.Equal(
            (kernel.Vendor, kernel.Model, kernel.Family, kernel.ModelNumber, kernel.Stepping),
            (cpu.Vendor, cpu.Model, cpu.Family, cpu.ModelNumber, cpu.Stepping));
        if (machine != "xen-pv-ec2-m1")
        {
            Assert.Equal(kernel.Features, cpu.Features);
        }
    }

    [Fact]
    public void WhatTheKernelSaysStays()
    {
        CpuInfo kernel = ProcCpuInfo.Parse(SavedMachine.Text("xen-pv-ec2-m1", "proc/cpuinfo"), 1);

        Assert.Equal(kernel, CpuIdIdentity.Complete(kernel, SavedMachine.CpuIdOf("azure-d4as")));
    }

    [Fact]
    public void WithoutCpuIdNothingIsAdded() => Assert.Equal(Nothing.Model, CpuIdIdentity.Complete(Nothing, query: null).Model);

    [Fact]
    public void AnyRegistersYieldARecord() =>
        Prop.ForAll<uint, uint, uint>((a, b, c) => CpuIdIdentity.Complete(Nothing, (_, _) => new CpuIdRegisters(a, b, c, a)).Model.Length > 0)
            .QuickCheckThrowOnFailure();
}
