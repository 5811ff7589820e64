using AesniCheck.Injection;

namespace AesniCheck.SelfTests;

/// <summary>Injected faults, to be changed by <c>with</c>.</summary>
internal static class FaultSamples
{
    public static InjectedFault Flip { get; } = new()
    {
        Time = Samples.Time,
        Kind = FaultKind.Flip,
        Area = RegisterArea.Xmm,
        ThreadId = 4711,
        ThreadName = "worker 1",
        Cpu = 3,
        InstructionPointer = 0x7f0123456789abcd,
        StoppedMicroseconds = 31.5,
        Changes = [new RegisterChange(RegisterArea.Xmm, 5, 77, Samples.Bytes(0x10, 16), Samples.Bytes(0x20, 16))],
    };

    /// <summary>The fault that a test's injector reports.</summary>
    public static InjectedFault Of(FaultKind kind, RegisterArea? area) => Flip with { Kind = kind, Area = area };
}
