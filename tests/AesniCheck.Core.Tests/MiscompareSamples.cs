using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;
using AesniCheck.Units;

namespace AesniCheck;

/// <summary>Evidence of each kind, complete and with no two values alike, to be changed by <c>with</c>.</summary>
internal static class MiscompareSamples
{
    public static GuardMiscompare Guard { get; } = new()
    {
        Id = "1.8",
        Time = Samples.Time,
        Probe = "block",
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        UnitSeed = 0xfedcba9876543210,
        Guard = 14,
        Expected = Samples.Bytes(0x10, 64),
        Actual = Samples.Bytes(0x50, 64),
    };

    public static ChainMiscompare Chain { get; } = new()
    {
        Id = "1.9",
        Time = Samples.Time,
        Probe = "chain",
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        UnitSeed = 0xfedcba9876543210,
        Step = ChainStep.LastRounds,
        StepCount = 10_000,
        WrongChains = [1, 13],
        RoundKeys = Samples.Bytes(0x10, 32),
        Starts = Samples.Bytes(0, 224),
        Expected = Samples.Bytes(1, 224),
        Actual = Samples.Bytes(2, 224),
    };

    public static RegisterMiscompare Register { get; } = new()
    {
        Id = "1.12",
        Time = Samples.Time,
        Probe = "register",
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        UnitSeed = 0xfedcba9876543210,
        Registers = RegisterKind.Ymm,
        Event = RegisterEvent.PageFault,
        StepCount = 10_240,
        WrongValues = [2, 14],
        Constants = Samples.Bytes(0x10, 32),
        Starts = Samples.Bytes(0, 480),
        Expected = Samples.Bytes(1, 480),
        Actual = Samples.Bytes(2, 480),
    };

    public static ScheduleMiscompare Schedule { get; } = new()
    {
        Id = "1.10",
        Time = Samples.Time,
        Probe = "schedule",
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        UnitSeed = 0xfedcba9876543210,
        Operation = CipherDirection.Decrypt,
        KeySizeBits = 256,
        KeyIndex = 63,
        Key = Samples.Bytes(0x10, 32),
        WrongRounds = [2, 5],
        Expected = Samples.Bytes(0, 240),
        Actual = Samples.Bytes(1, 240),
    };

    public static MessageMiscompare Message { get; } = new()
    {
        Id = "1.11",
        Time = Samples.Time,
        Probe = "platform",
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        UnitSeed = 0xfedcba9876543210,
        Fault = MessageFault.Output,
        Engine = "platform",
        Mode = CipherMode.Gcm,
        Operation = CipherDirection.Encrypt,
        KeySizeBits = 192,
        MessageIndex = 7,
        InPlace = true,
        Alignment = 63,
        Key = Samples.Bytes(0x10, 24),
        Iv = Samples.Bytes(0x30, 12),
        AssociatedData = Samples.Bytes(0x40, 5),
        Input = Samples.Bytes(0x50, 70),
        Expected = Samples.Bytes(0, 70),
        Actual = [.. Samples.Bytes(0, 40), .. Samples.Bytes(0xd0, 30)],
        ExpectedTag = Samples.Bytes(0xa0, 16),
        ActualTag = Samples.Bytes(0xb0, 16),
        Refusal = "not today",
    };

    /// <summary>One of each kind.</summary>
    public static IReadOnlyList<Miscompare> All { get; } = [Samples.Miscompare, Guard, Chain, Register, Schedule, Message];
}
