using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Schedule;

/// <summary>
/// Detects fault model F1: an AES unit that computes wrong results. Expands keys of all sizes with AESKEYGENASSIST, with all ten
/// round constants, and AESIMC, and compares every round key with that of the software key schedule.
/// </summary>
internal sealed unsafe class ScheduleProbe : Probe
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "schedule";

    // A turn takes some fifty microseconds.
    private const int RoundsPerTurn = 4;

    private readonly ProbeContext _context;
    private readonly SchedulePass _pass;
    private readonly UnitPool<ScheduleUnit> _units;
    private int _cursor;

    /// <param name="context">The context of the worker.</param>
    /// <param name="pass">The device under test.</param>
    /// <param name="units">The units that all workers share.</param>
    public ScheduleProbe(ProbeContext context, SchedulePass pass, UnitPool<ScheduleUnit> units)
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
        Purpose = "key expansion by AESKEYGENASSIST and AESIMC, every round key compared",
        Share = 1,
        Unit = WorkUnit.RoundKey,
        WhyNot = _ => null,
        Engines = devices => [new EngineOffer(devices.Aesni.Name, ["aes"], devices.Aesni.IsSupported)],
        Begin = setting =>
        {
            UnitPool<ScheduleUnit> units = setting.Add(ScheduleUnit.Pool(setting.Seed, setting.WorkerCount));
            return context => new ScheduleProbe(context, setting.Devices.CreateSchedulePass(), units);
        },
    };

    /// <inheritdoc/>
    public override Work RunTurn()
    {
        UnitPool<ScheduleUnit>.Slot slot = _units.Enter(ref _cursor, _context.Worker);
        ScheduleUnit unit = slot.Unit;
        bool damaged = false;
        int keys = 0;
        while (keys < RoundsPerTurn * ScheduleUnit.KeyCount && !damaged)
        {
            int index = keys % ScheduleUnit.KeyCount;
            _pass.Expand(unit.Key(index));
            keys++;
            damaged = !(IsRight(unit, index, CipherDirection.Encrypt) & IsRight(unit, index, CipherDirection.Decrypt));
        }

        long roundKeys = 2L * keys * (unit.KeySize.RoundCount + 1);
        _units.Leave(slot, _context.Worker, damaged);
        return new Work(Blocks: 0, roundKeys, roundKeys * AesCipher.BlockSize, keys);
    }

    /// <returns>Whether to continue: the round keys are correct, or they are wrong in an intact unit and the run is not being stopped.</returns>
    private bool IsRight(ScheduleUnit unit, int index, CipherDirection direction) =>
        ScalarBytes.AreEqual((ulong*)_pass.RoundKeys(direction), (ulong*)unit.RoundKeys(index, direction), unit.RoundKeyBytes / sizeof(ulong))
        || !(Report(unit, index, direction) || _context.IsStopping());

    private bool Report(ScheduleUnit unit, int index, CipherDirection direction)
    {
        byte[] actual = ScalarBytes.Copy(new ReadOnlySpan<byte>(_pass.RoundKeys(direction), unit.RoundKeyBytes));
        byte[] expected = ScalarBytes.Copy(unit.RoundKeySpan(index, direction));
        var miscompare = new ScheduleMiscompare
        {
            UnitSeed = unit.Seed,
            Operation = direction,
            KeySizeBits = (int)unit.KeySize,
            KeyIndex = index,
            Key = ScalarBytes.Copy(unit.Key(index)),
            WrongRounds = [.. Enumerable.Range(0, unit.KeySize.RoundCount + 1).Where(round => RoundKey(actual, round) != RoundKey(expected, round))],
            Expected = expected,
            Actual = actual,
        };
        return _context.Report(ProbeName, miscompare, unit);
    }

    private static AesState RoundKey(byte[] roundKeys, int round) => AesState.FromBytes(roundKeys.AsSpan(round * AesCipher.BlockSize));
}
