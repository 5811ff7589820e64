using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using AesniCheck.Ciphers;
using AesniCheck.Execution;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Register;
using AesniCheck.Units;

namespace AesniCheck.Benchmarks;

/// <summary>
/// Speeds as ratios within one run on one pinned CPU: what is compared takes turns, several times over, and medians count, so
/// that a neighbour who takes part of the machine takes it from both.
/// </summary>
internal static class Ratios
{
    private const int Turns = 9;

    private static readonly TimeSpan TurnLength = TimeSpan.FromMilliseconds(700);

    public static int Run()
    {
        int cpu = Scheduling.AllowedCpus()[^1];
        if (Scheduling.TryPin(cpu) is { } refusal)
        {
            Console.Error.WriteLine($"could not be pinned to CPU {cpu}: {refusal}");
            return 1;
        }

        Console.Out.WriteLine($"one thread on CPU {cpu}; {Turns} turns of {TurnLength.TotalMilliseconds:F0} ms each; medians of million blocks/s");
        foreach (AesKeySize keySize in AesKeySizes.All)
        {
            CompareProbe(keySize);
        }

        CompareRegisters();
        CompareReferences();
        return 0;
    }

    private static void CompareProbe(AesKeySize keySize)
    {
        Func<long> probe = Probe(keySize);
        (ChainStep Step, Func<long> Work)[] chains = keySize == AesKeySize.Aes128 ? [.. ChainSteps.All.Select(step => (step, Chain(step)))] : [];
        var openSsl = new OpenSslSpeed((int)keySize);
        var speeds = new Dictionary<string, List<double>>();
        for (int turn = 0; turn < Turns; turn++)
        {
            Add("registers only", BlocksPerSecond(() => Registers(keySize)));
            Add("block probe", BlocksPerSecond(probe));
            foreach ((ChainStep step, Func<long> chain) in chains)
            {
                // As many rounds as the blocks of the limit have.
                Add($"chain probe, {step}", BlocksPerSecond(chain) / keySize.RoundCount);
            }

            if (openSsl.Measure() is { } speed)
            {
                Add($"openssl speed -evp {openSsl.Cipher} -bytes 16384", speed);
            }
        }

        Print($"AES-{(int)keySize}", speeds);

        void Add(string name, double speed)
        {
            if (!speeds.TryGetValue(name, out List<double>? list))
            {
                speeds[name] = list = [];
            }

            list.Add(speed);
        }
    }

    private static void CompareRegisters()
    {
        var speeds = new Dictionary<string, List<double>>();
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (RegisterKind kind in new AvxRegisterPass().Kinds)
            {
                speeds.TryAdd($"register probe, {kind}", []);
                speeds[$"register probe, {kind}"].Add(BlocksPerSecond(Register(kind)));
            }
        }

        Print("steps of a register, million/s", speeds);
    }

    private static void CompareReferences()
    {
        byte[] blocks = new byte[BlockUnit.ByteCount];
        var speeds = new Dictionary<string, List<double>>();
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (AesEngine engine in (AesEngine[])[AesEngines.BouncyCastle, AesEngines.Software])
            {
                AesCipher cipher = engine.CreateCipher(new byte[16]);
                double speed = BlocksPerSecond(() =>
                {
                    cipher.Encrypt(blocks, blocks);
                    return BlockUnit.BlockCount;
                });
                speeds.TryAdd(engine.Name, []);
                speeds[engine.Name].Add(speed);
            }
        }

        Print("AES-128, reference", speeds);
    }

    /// <summary>The first is what the others are given as a ratio of.</summary>
    private static void Print(string title, Dictionary<string, List<double>> speeds)
    {
        Console.Out.WriteLine(title);
        double basis = 0;
        foreach ((string name, List<double> values) in speeds)
        {
            double median = values.Order().ElementAt(values.Count / 2);
            basis = basis == 0 ? median : basis;
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {name,-46} {median / 1e6,8:F1}   {median / basis:F3}   ({values.Min() / 1e6:F1} to {values.Max() / 1e6:F1})"));
        }
    }

    private static long Registers(AesKeySize keySize)
    {
        const long Steps = 20_000;
        Vector128<byte> result = RegisterLimit.Run(Vector128<byte>.Zero, Vector128.Create((byte)0x5a), Steps);
        GC.KeepAlive(result);
        return 4 * Steps * RegisterLimit.Chains / keySize.RoundCount;
    }

    /// <summary>The probe as a worker runs it, with units that are made and replaced.</summary>
    private static Func<long> Probe(AesKeySize keySize)
    {
        var probe = new BlockProbe(Context(), new AesniBlockPass(worker: 0), BlockUnit.Pool(1, [keySize], workerCount: 1));
        return () => probe.RunTurn().Blocks;
    }

    /// <summary>The chain probe with one kind of step; counts rounds.</summary>
    private static Func<long> Chain(ChainStep step)
    {
        var units = new UnitPool<ChainUnit>(1, 1, int.MaxValue, () => new ChainUnit(), (unit, seed, _) => unit.Make(seed, step));
        var probe = new ChainProbe(Context(), new AesniChainPass(), units);
        return () => probe.RunTurn().Rounds;
    }

    /// <summary>The register probe with one kind of registers; counts steps of a register.</summary>
    private static Func<long> Register(RegisterKind kind)
    {
        var units = new UnitPool<RegisterUnit>(1, 1, int.MaxValue, () => new RegisterUnit(), (unit, seed, _) => unit.Make(seed, kind));
        var probe = new RegisterProbe(Context(), new AvxRegisterPass(), [units], ThisMachine.Devices.MapPages!(RegisterEvent.PageFault.PagesPerPass));
        return () => probe.RunTurn().Rounds;
    }

    private static ProbeContext Context() => new()
    {
        Worker = 0,
        Clock = TimeProvider.System,
        CurrentCpu = Scheduling.CurrentCpu,
        Handler = new NoMiscompares(),
        IsStopping = () => false,
    };

    private static double BlocksPerSecond(Func<long> work)
    {
        work();
        long begin = Stopwatch.GetTimestamp();
        long blocks = 0;
        while (Stopwatch.GetElapsedTime(begin) < TurnLength)
        {
            for (int i = 0; i < 8; i++)
            {
                blocks += work();
            }
        }

        return blocks / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private sealed class NoMiscompares : IMiscompareHandler
    {
        public bool Handle(Miscompare miscompare, Unit unit) =>
            throw new InvalidOperationException($"Miscompare on CPU {miscompare.CpuAfter}: this machine is no place for benchmarks.");

        public void HandleUnavailable(string probe, string reason) =>
            throw new InvalidOperationException($"The probe {probe} can't run on this machine: {reason}.");
    }
}
