using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Host;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class KernelSimdStressorTests : IDisposable
{
    private const string Crypto = """
        name         : xts(aes)
        driver       : xts-aes-aesni
        module       : aesni_intel
        internal     : no

        name         : gcm(aes)
        driver       : generic-gcm-aesni
        module       : aesni_intel
        internal     : no

        name         : rfc4106(gcm(aes))
        driver       : rfc4106-gcm-aesni
        module       : aesni_intel
        internal     : no

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("aesnicheck-simd-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TheKernelTakesTimeForItAndTakesTheBytes()
    {
        SkipWhereNothingIsToBeHad();
        PinnedThread.Run(PinnedThread.Cpus[0], () =>
        {
            using Stressor stressor = Begin();
            long bytes = PinnedThread.InputOutput().BytesWritten;
            long time = SystemTicks();
            long requests = 0;
            while (requests < 1_000_000 && SystemTicks() - time < 5)
            {
                requests += PinnedThread.StepUntil(stressor, 1000);
            }

            Assert.InRange(SystemTicks() - time, 5, long.MaxValue);
            if (KernelRelease.Parse(new HostFiles("/").Read("proc/sys/kernel/osrelease")).HasVectorPool)
            {
                Assert.InRange(PinnedThread.InputOutput().BytesWritten - bytes, 1000, long.MaxValue);
            }
        });
    }

    [Fact]
    public void TheKernelSavesTheThreadsRegistersThoughNobodyElseGetsItsCpu()
    {
        SkipWhereNothingIsToBeHad();
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "The kernel tells when it saved registers of AVX-512 alone.");
        Assert.SkipWhen(Elapsed() is null, "The kernel doesn't tell when it saved registers: /proc/self/arch_status.");
        PinnedThread.Run(PinnedThread.Cpus[0], () =>
        {
            using Stressor stressor = Begin();
            Assert.True(WereSaved(() => stressor.Step()));
            Assert.False(WereSaved(KernelEntry.Call));
        });
    }

    [Fact]
    public void DriversOfTheKernelAreAskedInTurn()
    {
        Save("5.4.0-generic");
        var kernel = new FakeKernel(
            new FakeDriver("xts-aes-aesni", CipherMode.Xts),
            new FakeDriver("generic-gcm-aesni", CipherMode.Gcm),
            new FakeDriver("rfc4106-gcm-aesni", CipherMode.Gcm, IsRfc4106: true));
        IReadOnlyList<KernelRequest> requests = Open(kernel, out string? refusal);
        Assert.Equal((3, null), (requests.Count, refusal));

        using (var stressor = new KernelSimdStressor(requests, refusal))
        {
            Assert.Equal(6, Enumerable.Range(0, 6).Sum(_ => stressor.Step()));
        }

        Assert.Equal(0, kernel.OpenFileCount);
        Assert.Equal([4096, 4096, 4096, 4096, 4112, 4112], kernel.Pieces.Order());
    }

    [Fact]
    public void HashesAreAskedForByTheDriversThatAreThere()
    {
        Save("5.4.0-generic");
        var kernel = new FakeHashKernel("sha512-avx2", digestLength: 64);
        IReadOnlyList<KernelRequest> requests = Open(kernel, out string? refusal);
        Assert.Equal((1, null), (requests.Count, refusal));

        using (var stressor = new KernelSimdStressor(requests, refusal))
        {
            Assert.Equal(10, Enumerable.Range(0, 10).Sum(_ => stressor.Step()));
        }

        Assert.Equal((0, 10 * 4096), (kernel.OpenCount, kernel.BytesHashed));
    }

    [Theory]
    [InlineData("4.19.0-26-amd64", false)]
    [InlineData("5.4.0-200-generic", false)]
    [InlineData("5.10.0-32-amd64", true)]
    [InlineData("5.17.0", false)]
    [InlineData("5.18.0-rc1", true)]
    [InlineData("6.18.44", true)]
    public void ThePoolOfRandomnessIsForKernelsThatMixItByVectors(string release, bool expected)
    {
        Save(release);
        IReadOnlyList<KernelRequest> requests = Open(new FakeKernel { SocketError = 97 }, out string? refusal);

        Assert.Equal((expected ? 1 : 0, expected), (requests.Count, refusal is null));
        Assert.All(requests, request => request.Dispose());
        if (!expected)
        {
            Assert.Contains("no driver", Assert.Throws<IOException>(() => new KernelSimdStressor(requests, refusal)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatTheKernelRefusesIsLeftOutUntilNothingIsLeft()
    {
        using var good = new ScriptedRequest(3);
        using var bad = new ScriptedRequest(1);
        using var stressor = new KernelSimdStressor([good, bad], null);

        Assert.Equal([1, 1, 0, 1, 1], Enumerable.Range(0, 5).Select(_ => stressor.Step()));
        Assert.Equal("had enough", Assert.Throws<IOException>(() => stressor.Step()).Message);
        Assert.Equal((0, 1), (good.DisposeCount, bad.DisposeCount));
        stressor.Dispose();
        Assert.Equal((1, 1), (good.DisposeCount, bad.DisposeCount));
    }

    [Fact]
    public void ItCanRunHereOrSaysWhyNot()
    {
        if (KernelSimdStressor.Entry.WhyNot() is { } reason)
        {
            Assert.Equal(reason, Assert.Throws<IOException>(Begin).Message);
        }
        else
        {
            Begin().Dispose();
        }
    }

    private static Stressor Begin() => KernelSimdStressor.Entry.Begin(Settings.For(PinnedThread.Cpus))(PinnedThread.Cpus[0]);

    private static void SkipWhereNothingIsToBeHad() =>
        Assert.SkipWhen(KernelSimdStressor.Entry.WhyNot() is not null, KernelSimdStressor.Entry.WhyNot() ?? "");

    private void Save(string release)
    {
        Directory.CreateDirectory(Path.Combine(_root, "proc/sys/kernel"));
        File.WriteAllText(Path.Combine(_root, "proc/crypto"), Crypto);
        File.WriteAllText(Path.Combine(_root, "proc/sys/kernel/osrelease"), release + "\n");
    }

    private IReadOnlyList<KernelRequest> Open(ICryptoSockets kernel, out string? refusal) =>
        KernelRequests.Find(new HostFiles(_root), kernel).Open(thinning: 1, out refusal);

    /// <summary>The time that the kernel has worked for this thread, in hundredths of a second: field 15 of proc_pid_stat(5).</summary>
    private static int SystemTicks()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return HostField.Number(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[12]);
    }

    /// <summary>
    /// Whether the kernel saved this thread's registers while it did something, and while no other thread had the CPU. The kernel
    /// notes the time whenever it saves registers of AVX-512 that are in use; it saves them before it uses the unit itself.
    /// </summary>
    private static bool WereSaved(Action action)
    {
        const int Tries = 300;
        const long Quiet = 13_000_000;
        for (int i = 0; i < Tries; i++)
        {
            UseHighRegisters();
            ThreadClock.Sleep(TimeSpan.FromMilliseconds(1));
            (long, long) before = PinnedThread.Switches();
            long began = ThreadClock.Nanoseconds();
            while (ThreadClock.Nanoseconds() - began < Quiet && PinnedThread.Switches() == before)
            {
            }

            action();
            int? elapsed = Elapsed();
            if (PinnedThread.Switches() == before)
            {
                return elapsed < 8; // the kernel notes times in its own ticks, of 4 ms at most commonly
            }
        }

        Assert.Skip("The CPU is too busy: no thread has it for 13 ms.");
        return false;
    }

    /// <summary>Milliseconds since the kernel saved registers of AVX-512; null if the kernel does not report them, or saved none.</summary>
    private static int? Elapsed()
    {
        string? text = new HostFiles("/").Read("proc/thread-self/arch_status");
        int elapsed = HostField.Number(text?[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        return text is null ? null : elapsed;
    }

    // More vectors at once than registers 0 to 15 hold: the others stay in use, as VZEROUPPER doesn't touch them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void UseHighRegisters()
    {
        var zmm = Vector512.Create((ulong)Environment.CurrentManagedThreadId);
        (Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d, Vector512<ulong> e) = (zmm, zmm + zmm, ~zmm, zmm << 1, zmm << 2);
        (Vector512<ulong> f, Vector512<ulong> g, Vector512<ulong> h, Vector512<ulong> i, Vector512<ulong> j) = (a << 3, b << 3, c << 3, d << 3, e << 3);
        (Vector512<ulong> k, Vector512<ulong> l, Vector512<ulong> m, Vector512<ulong> n, Vector512<ulong> o) = (f << 3, g << 3, h << 3, i << 3, j << 3);
        (Vector512<ulong> p, Vector512<ulong> q, Vector512<ulong> r, Vector512<ulong> s, Vector512<ulong> t) = (k << 3, l << 3, m << 3, n << 3, o << 3);
        for (int turn = 0; turn < 100; turn++)
        {
            (a, b, c, d, e, f, g, h, i, j) = (a + b, b + c, c + d, d + e, e + f, f + g, g + h, h + i, i + j, j + k);
            (k, l, m, n, o, p, q, r, s, t) = (k + l, l + m, m + n, n + o, o + p, p + q, q + r, r + s, s + t, t + a);
        }

        zmm = a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l ^ m ^ n ^ o ^ p ^ q ^ r ^ s ^ t;
        GC.KeepAlive(zmm.GetElement(0));
    }

    private sealed class ScriptedRequest(int count) : KernelRequest
    {
        private int _left = count;

        public int DisposeCount { get; private set; }

        public override void Make()
        {
            if (_left-- == 0)
            {
                throw new IOException("had enough");
            }
        }

        public override void Dispose() => DisposeCount++;
    }
}
