using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Chain;

/// <summary>
/// Detects fault models F2 and F4: vector state that is lost, changed or replaced by another context's after a context switch,
/// a VM exit or an interrupt. Keeps fourteen AES states and two round keys in the sixteen registers that AES instructions can
/// name, for twenty thousand rounds. Every round is a bijection, so an error anywhere, at any time, shows at the end.
/// </summary>
internal sealed unsafe class ChainProbe : Probe
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "chain";

    // A turn takes about a millisecond, so that a worker spends only a thousandth of its time between turns.
    private const int PassesPerTurn = 32;

    private readonly ProbeContext _context;
    private readonly ChainPass _pass;
    private readonly UnitPool<ChainUnit> _units;
    private readonly AlignedMemory _ends = new(ChainUnit.StateBytes);
    private int _cursor;

    /// <param name="context">The context of the worker.</param>
    /// <param name="pass">The device under test.</param>
    /// <param name="units">The units that all workers share.</param>
    public ChainProbe(ProbeContext context, ChainPass pass, UnitPool<ChainUnit> units)
    {
        _context = context;
        _pass = pass;
        _units = units;

        // Workers begin at different units.
        _cursor = context.Worker;
    }

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "AES states that stay in all 16 XMM registers for 20,000 rounds",
        Share = 100,
        HoldsRegisters = true,
        Unit = WorkUnit.Round,
        WhyNot = _ => null,
        Engines = devices => [new EngineOffer(devices.Aesni.Name, ["aes"], devices.Aesni.IsSupported) { HoldsRegisters = true }],
        Prepare = devices => devices.CreateChainPass().Prepare(),
        Begin = setting =>
        {
            UnitPool<ChainUnit> units = setting.Add(ChainUnit.Pool(setting.Seed, setting.WorkerCount));
            return context => new ChainProbe(context, setting.Devices.CreateChainPass(), units);
        },
    };

    /// <inheritdoc/>
    public override Work RunTurn()
    {
        UnitPool<ChainUnit>.Slot slot = _units.Enter(ref _cursor, _context.Worker);
        ChainUnit unit = slot.Unit;
        bool damaged = false;
        int passes = 0;
        while (passes < PassesPerTurn && !damaged)
        {
            _pass.Run(unit.Step, unit.Keys, unit.Starts, _ends.Pointer, ChainUnit.StepCount);
            passes++;
            damaged = !AreRight(unit) && Report(unit);
        }

        _units.Leave(slot, _context.Worker, damaged);
        long blocks = (long)passes * ChainUnit.ChainCount;
        return new Work(blocks, blocks * ChainUnit.StepCount * ChainStep.RoundsPerStep, blocks * AesCipher.BlockSize, passes);
    }

    private bool AreRight(ChainUnit unit) =>
        ScalarBytes.AreEqual((ulong*)_ends.Pointer, (ulong*)unit.Ends, ChainUnit.StateBytes / sizeof(ulong));

    private bool Report(ChainUnit unit)
    {
        var miscompare = new ChainMiscompare
        {
            UnitSeed = unit.Seed,
            Step = unit.Step,
            StepCount = ChainUnit.StepCount,
            WrongChains = [.. Enumerable.Range(0, ChainUnit.ChainCount).Where(chain => ChainUnit.StateAt(_ends.Pointer, chain) != ChainUnit.StateAt(unit.Ends, chain))],
            RoundKeys = ScalarBytes.Copy(unit.KeySpan),
            Starts = ScalarBytes.Copy(unit.InitialSpan),
            Expected = ScalarBytes.Copy(unit.ExpectedSpan),
            Actual = ScalarBytes.Copy(_ends.Span),
        };
        return _context.Report(ProbeName, miscompare, unit) || _context.IsStopping();
    }
}
