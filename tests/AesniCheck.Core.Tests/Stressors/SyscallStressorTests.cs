using AesniCheck.Host.Counters;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class SyscallStressorTests
{
    private const int Steps = 500;

    [Fact]
    public void EachStepEntersTheKernelToReadAndWrite() => PinnedThread.Run(PinnedThread.Cpus[0], () =>
    {
        using Stressor stressor = Begin();
        (long Reads, long Writes, long BytesWritten) before = PinnedThread.InputOutput();
        long calls = Run(stressor);
        (long Reads, long Writes, long BytesWritten) after = PinnedThread.InputOutput();

        Assert.InRange(calls, Steps * 34, long.MaxValue);
        Assert.InRange(after.Reads - before.Reads, Steps, long.MaxValue);
        Assert.InRange(after.Writes - before.Writes, Steps, long.MaxValue);
        Assert.InRange(after.BytesWritten - before.BytesWritten, Steps * 1024, long.MaxValue);
    });

    [Fact]
    public void PacketsComeInBySoftirqsOfTheSameCpu() => PinnedThread.Run(PinnedThread.Cpus[0], () =>
    {
        using (LoopbackSocket? socket = LoopbackSocket.TryOpen())
        {
            Assert.SkipWhen(socket?.TrySend(new byte[1]) != true, "There are no sockets here, or no loopback.");
        }

        using Stressor stressor = Begin();
        SoftirqCounts before = PinnedThread.Softirqs(PinnedThread.Cpus[0]);
        long calls = Run(stressor);
        SoftirqCounts made = PinnedThread.Softirqs(PinnedThread.Cpus[0]).Minus(before);

        // Four packets a step; a CPU that is busy with other softirqs takes some together.
        Assert.InRange(calls, Steps * 36, long.MaxValue);
        Assert.InRange(made.NetworkReceive, Steps * 2, long.MaxValue);
    });

    [Fact]
    public void NoFileAndNoSocketIsLeft() => PinnedThread.Run(PinnedThread.Cpus[0], () =>
    {
        Assert.Empty(PinnedThread.OpenThings());
        Stressor stressor = Begin();
        Run(stressor);
        Assert.InRange(PinnedThread.OpenThings().Count, 1, 2);

        stressor.Dispose();
        stressor.Dispose();
        Assert.Empty(PinnedThread.OpenThings());
    });

    [Fact]
    public void WhatASocketSendsItReceivesAndNothingElse()
    {
        using LoopbackSocket? socket = LoopbackSocket.TryOpen();
        Assert.SkipWhen(socket is null, "There are no sockets here, or no loopback.");
        byte[] received = new byte[8];

        Assert.False(socket.TryReceive(received));
        Assert.True(socket.TrySend([1, 2, 3]));
        Assert.True(SpinWait.SpinUntil(() => socket.TryReceive(received), TimeSpan.FromMinutes(1)));
        Assert.Equal([1, 2, 3, 0, 0, 0, 0, 0], received);
        Assert.False(socket.TryReceive(received));
    }

    private static Stressor Begin() => SyscallStressor.Entry.Begin(Settings.For(PinnedThread.Cpus))(PinnedThread.Cpus[0]);

    private static long Run(Stressor stressor)
    {
        long calls = 0;
        for (int step = 0; step < Steps; step++)
        {
            calls += stressor.Step();
        }

        return calls;
    }
}
