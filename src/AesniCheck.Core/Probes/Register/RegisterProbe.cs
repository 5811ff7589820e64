using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// Detects fault models F2 and F4 in the wide state: YMM and ZMM registers and opmasks that are lost, changed or replaced by
/// another context's after a context switch, a VM exit or an interrupt. Fills every register with a distinct value that goes
/// through ten thousand bijective steps; some passes cause page faults or pauses.
/// </summary>
internal sealed unsafe class RegisterProbe : Probe
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "register";

    private const int MaximumBytes = 32 * 64;

    // A turn takes some hundred microseconds. Page faults are rare, since dropping the pages takes time in which no register is live.
    private static readonly RegisterEvent[] Turn =
    [
        RegisterEvent.None, RegisterEvent.None, RegisterEvent.Pause, RegisterEvent.None,
        RegisterEvent.PageFault, RegisterEvent.None, RegisterEvent.None, RegisterEvent.Pause,
    ];

    private readonly ProbeContext _context;
    private readonly RegisterPass _pass;
    private readonly IReadOnlyList<UnitPool<RegisterUnit>> _units;
    private readonly int[] _cursors;
    private DroppablePages? _pages;
    private readonly AlignedMemory _ends = new(MaximumBytes);
    private uint _turn;

    /// <param name="context">The context of the worker.</param>
    /// <param name="pass">The device under test.</param>
    /// <param name="units">The units that all workers share: a pool for each kind of registers that the pass has.</param>
    /// <param name="pages">As many pages as a pass with page faults needs; null for no page faults.</param>
    public RegisterProbe(ProbeContext context, RegisterPass pass, IReadOnlyList<UnitPool<RegisterUnit>> units, DroppablePages? pages)
    {
        _context = context;
        _pass = pass;
        _units = units;
        _pages = pages;

        // Workers begin at different units.
        _cursors = [.. units.Select(_ => context.Worker)];
        _turn = (uint)context.Worker;
    }

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "values that stay in all YMM or ZMM registers and opmasks",
        Share = 125,
        HoldsRegisters = true,
        Unit = WorkUnit.Step,
        WhyNot = devices => devices.CreateRegisterPass().Kinds.Count > 0 ? null : "AVX2 is missing on this CPU or disabled in the runtime's settings",
        Engines = devices =>
        [
            .. from kind in RegisterKinds.All
               let offered = devices.CreateRegisterPass().Kinds.Contains(kind)
               select new EngineOffer(EnumWord.Of(kind), kind.Features, offered) { HoldsRegisters = true },
        ],
        Prepare = devices => devices.CreateRegisterPass().Prepare(),
        Begin = setting =>
        {
            RegisterKind[] kinds = [.. setting.Devices.CreateRegisterPass().Kinds.Where(kind => setting.Uses(ProbeName, EnumWord.Of(kind)))];
            UnitPool<RegisterUnit>[] units = [.. kinds.Select(kind => setting.Add(RegisterUnit.Pool(setting.Seed, kind, setting.WorkerCount)))];
            return context => new RegisterProbe(
                context, setting.Devices.CreateRegisterPass(), units, setting.Devices.MapPages?.Invoke(RegisterEvent.PageFault.PagesPerPass));
        },
    };

    /// <inheritdoc/>
    public override Work RunTurn()
    {
        int kind = KindOf(_turn++);
        UnitPool<RegisterUnit>.Slot slot = _units[kind].Enter(ref _cursors[kind], _context.Worker);
        RegisterUnit unit = slot.Unit;
        bool damaged = false;
        int passes = 0;
        while (passes < Turn.Length && !damaged)
        {
            RegisterEvent registerEvent = _pages is null && Turn[passes] == RegisterEvent.PageFault ? RegisterEvent.None : Turn[passes];
            if (registerEvent == RegisterEvent.PageFault && !_pages!.TryDrop())
            {
                _pages = null;
                registerEvent = RegisterEvent.None;
                _context.Handler.HandleUnavailable(ProbeName, "the system refused to drop pages, so the probe takes no page faults");
            }

            _pass.Run(unit, registerEvent, (ulong*)_ends.Pointer, _pages is null ? null : _pages.Pointer);
            passes++;
            damaged = !AreRight(unit) && Report(unit, registerEvent);
        }

        _units[kind].Leave(slot, _context.Worker, damaged);
        long values = (long)passes * unit.Kind.ValueCount;
        return new Work(Blocks: 0, values * RegisterUnit.StepCount, values * unit.Kind.ByteCount, passes);
    }

    /// <summary>Returns the kind of registers for a turn: of 128 turns the last kind has 115 and the middle one 1, if there are three.</summary>
    private int KindOf(uint turn)
    {
        // The opmask loop fills all ZMM registers and the masks. In the 256-bit loop the rest of the state is idle; it runs because a
        // system may save and restore registers in another way while their upper parts are unused. It runs seldom, since damage to
        // those parts does not show meanwhile.
        int last = _units.Count - 1;
        return (turn % 128) switch
        {
            0 => Math.Min(1, last),
            < 13 => 0,
            _ => last,
        };
    }

    private bool AreRight(RegisterUnit unit) =>
        ScalarBytes.AreEqual((ulong*)_ends.Pointer, unit.Ends, unit.Kind.ValueCount * unit.Kind.LaneCount);

    private bool Report(RegisterUnit unit, RegisterEvent registerEvent)
    {
        byte[] expected = ScalarBytes.Copy(unit.ExpectedSpan);
        byte[] actual = ScalarBytes.Copy(_ends.Span[..expected.Length]);
        int length = unit.Kind.ByteCount;
        var miscompare = new RegisterMiscompare
        {
            UnitSeed = unit.Seed,
            Registers = unit.Kind,
            Event = registerEvent,
            StepCount = RegisterUnit.StepCount,
            WrongValues =
            [
                .. Enumerable.Range(0, unit.Kind.ValueCount)
                    .Where(value => !ScalarBytes.AreEqual(expected.AsSpan(value * length, length), actual.AsSpan(value * length, length))),
            ],
            Constants = ScalarBytes.Copy(unit.ConstantSpan),
            Starts = ScalarBytes.Copy(unit.InitialSpan),
            Expected = expected,
            Actual = actual,
        };
        return _context.Report(ProbeName, miscompare, unit) || _context.IsStopping();
    }
}
