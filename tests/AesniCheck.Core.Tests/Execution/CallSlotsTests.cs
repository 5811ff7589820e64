using AesniCheck.Ciphers;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.Execution;

/// <summary>The supervisor's view of the calls that a worker process was in.</summary>
public sealed class CallSlotsTests : IDisposable
{
    private static readonly MessageCall Call = new(
        CipherMode.Ctr, CipherDirection.Encrypt, 256, 4081, InPlace: false, BufferPlace.AtEnd, UnitSeed: 0x1234, MessageIndex: 3);

    private readonly CallSlots _supervisor;
    private readonly CallSlots _worker;

    public CallSlotsTests()
    {
        _supervisor = CallSlots.TryCreate(out int descriptor)!;
        _worker = CallSlots.TryOpen(descriptor)!;
    }

    public void Dispose()
    {
        _supervisor.Dispose();
        _worker.Dispose();
    }

    [Fact]
    public void ACallThatHasNotComeBackIsTold()
    {
        CallLog log = _worker.LogOf(5);
        log.Enter("platform", "platform");
        Assert.Empty(_supervisor.ReadActive());
        log.Begin(Call);
        Assert.Equal(
            ["worker 5 was in platform, AES-256-CTR, 4,081 bytes, encryption, buffers that end at an inaccessible page; message 3 of unit 0x0000000000001234"],
            _supervisor.ReadActive());
        log.End();
        Assert.Empty(_supervisor.ReadActive());
    }

    [Fact]
    public void EachWorkerHasItsOwn()
    {
        foreach (int worker in (int[])[0, 1, 4095, 4096])
        {
            CallLog log = _worker.LogOf(worker);
            log.Enter("kernel", "kernel:cbc-aes-aesni");
            log.Begin(Call with { Mode = CipherMode.Cbc, Operation = CipherDirection.Decrypt, InPlace = true, Place = BufferPlace.Within });
        }

        Assert.Equal(
            ((int[])[0, 1, 4095]).Select(worker =>
                $"worker {worker} was in kernel (kernel:cbc-aes-aesni), AES-256-CBC, 4,081 bytes, decryption, in place; message 3 of unit 0x0000000000001234"),
            _supervisor.ReadActive());
    }

    [Fact]
    public void AKeyThatIsSetIsTold()
    {
        CallLog log = _worker.LogOf(0);
        log.Enter("platform", "platform");
        log.Begin(Call with { Operation = null, Place = BufferPlace.AtStart });
        Assert.Contains("AES-256-CTR, setting the key, buffers that begin at an inaccessible page", Assert.Single(_supervisor.ReadActive()), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatMakesNoSenseIsLeftOut()
    {
        CallLog log = _worker.LogOf(0);
        log.Begin(Call);
        Assert.Empty(_supervisor.ReadActive());
        log.Enter("platform", "a\u001bb");
        log.Begin(Call);
        Assert.Empty(_supervisor.ReadActive());
        log.Enter("platform", "platform");
        log.Begin(Call with { Mode = (CipherMode)77 });
        Assert.Empty(_supervisor.ReadActive());
        log.Begin(Call with { Place = (BufferPlace)9 });
        Assert.Empty(_supervisor.ReadActive());
        log.Begin(Call with { Operation = (CipherDirection)9 });
        Assert.Empty(_supervisor.ReadActive());
    }

    [Fact]
    public void ADescriptorThatIsNoneGivesNoSlots() => Assert.Null(CallSlots.TryOpen(int.MaxValue));

    [Fact]
    public void NotingACallAllocatesNothing()
    {
        CallLog log = _worker.LogOf(0);
        log.Enter("platform", "platform");
        MessageCall call = Call;
        Assert.Equal(0, Allocations.Of(
            () =>
            {
                log.Begin(call);
                log.End();
            },
            count: 100));
    }
}
