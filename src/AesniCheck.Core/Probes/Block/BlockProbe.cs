using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Block;

/// <summary>
/// Detects fault models F1 and F2: an AES unit that computes wrong results, or registers that change. Encrypts and decrypts
/// units and compares every block with the reference: at full speed with fourteen blocks in flight, and with eight and one at
/// all sixteen alignments; in place and out of place. Registers that are idle meanwhile hold guards, which are checked once a
/// turn. The blocks stored by the last full passes are checked every eighth turn.
/// </summary>
internal sealed unsafe class BlockProbe : Probe
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "block";

    /// <summary>The number of blocks that one turn compares if all of them are correct.</summary>
    public const long BlocksPerTurn = 4L * ((BlockUnit.BlockCount * FastRounds) + (2 * BlocksPerAlignment * AlignmentsPerTurn));

    /// <summary>The number of turns after which every part of a unit has been at every alignment.</summary>
    public const int TurnsForAll = Alignments * Alignments / AlignmentsPerTurn;

    // Most of the time goes to the loop that compares the most blocks and has the most live registers. Single blocks are slower
    // and leave registers idle; they are there for the alignments.
    private const int FastRounds = 128;
    private const int AlignmentsPerTurn = 2;

    // Stored blocks are checked in some turns only: a check is slow, but covers all of them.
    private const int TurnsPerStoreCheck = 8;
    private const int Alignments = 16;
    private const int BlocksPerAlignment = BlockUnit.BlockCount / Alignments;

    private readonly ProbeContext _context;
    private readonly BlockPass _pass;
    private readonly UnitPool<BlockUnit> _units;
    private readonly AlignedMemory _buffer = new(BlockUnit.ByteCount + Alignments);
    private readonly AlignedMemory _second = new(BlockUnit.ByteCount + Alignments);
    private readonly AlignedMemory _accumulator = new(AesCipher.BlockSize);
    private int _cursor;
    private int _turn;
    private long _compared;
    private long _passes;
    private bool _damaged;
    private bool _wrong;

    /// <param name="context">The context of the worker.</param>
    /// <param name="pass">The device under test.</param>
    /// <param name="units">The units that all workers share.</param>
    public BlockProbe(ProbeContext context, BlockPass pass, UnitPool<BlockUnit> units)
    {
        _context = context;
        _units = units;
        _pass = pass;

        // Workers begin at different units.
        _cursor = context.Worker;
    }

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "bulk encryption and decryption, every block compared with the reference",
        Share = 100,
        HoldsRegisters = true,
        WhyNot = _ => null,
        Engines = devices =>
        [
            new EngineOffer(devices.Aesni.Name, ["aes"], devices.Aesni.IsSupported) { HoldsRegisters = true },
            new EngineOffer("guards", ["avx512f"], AesniBlockPass.HoldsGuards) { HoldsRegisters = true },
        ],
        Prepare = devices => devices.CreateBlockPass(0).Prepare(),
        Begin = setting =>
        {
            UnitPool<BlockUnit> units = setting.Add(BlockUnit.Pool(setting.Seed, setting.KeySizes, setting.WorkerCount));
            return context => new BlockProbe(context, setting.Devices.CreateBlockPass(context.Worker), units);
        },
    };

    /// <inheritdoc/>
    public override Work RunTurn()
    {
        UnitPool<BlockUnit>.Slot slot = _units.Enter(ref _cursor, _context.Worker);
        BlockUnit unit = slot.Unit;
        _pass.Schedule.Expand(unit.Key);
        _compared = 0;
        _passes = 0;
        _damaged = false;

        bool goOn = true;
        _wrong = false;
        bool checksStores = _turn % TurnsPerStoreCheck == 0;
        if (checksStores)
        {
            PoisonOutputs(unit);
        }

        for (int round = 0; round < FastRounds && goOn; round++)
        {
            goOn = RunRoundTrips(unit, BlockBatch.Fourteen, alignment: 0, 0, BlockUnit.BlockCount);
        }

        // After a wrong pass the remaining passes were skipped, so memory does not hold the final results.
        goOn = goOn && (!checksStores || _wrong || CheckStores(unit));

        for (int i = 0; i < AlignmentsPerTurn && goOn; i++)
        {
            // All alignments in turn, then the next part of the unit.
            int count = (AlignmentsPerTurn * _turn) + i;
            int alignment = count % Alignments;
            int start = ((alignment + (count / Alignments)) % Alignments) * BlocksPerAlignment;
            int end = start + BlocksPerAlignment;
            goOn = RunRoundTrips(unit, BlockBatch.Eight, alignment, start, end)
                && RunRoundTrips(unit, BlockBatch.One, alignment, start, end);
        }

        ReportGuards(unit);
        _turn = (_turn + 1) % TurnsForAll;
        _units.Leave(slot, _context.Worker, _damaged);
        return new Work(_compared, _compared * _pass.Schedule.RoundCount, _compared * AesCipher.BlockSize, _passes);
    }

    /// <summary>Encrypts and decrypts, each in place and out of place. Each of the four passes works on the output of the one before.</summary>
    /// <returns>Whether to continue: false if the unit is damaged or the run is being stopped.</returns>
    private bool RunRoundTrips(BlockUnit unit, BlockBatch batch, int alignment, int start, int end)
    {
        byte* buffer = _buffer.Pointer + alignment;
        byte* second = SecondAt(alignment);
        bool right = RunPass(unit, true, batch, unit.Plaintext, buffer, start, end)
            && RunPass(unit, false, batch, buffer, buffer, start, end)
            && RunPass(unit, true, batch, buffer, buffer, start, end)
            && RunPass(unit, false, batch, buffer, second, start, end);
        return right || (!_damaged && !_context.IsStopping());
    }

    /// <returns>Whether all blocks were correct. If not, the output must not be used as input.</returns>
    private bool RunPass(BlockUnit unit, bool encrypt, BlockBatch batch, byte* input, byte* output, int start, int end)
    {
        byte* expected = encrypt ? unit.Ciphertext : unit.Plaintext;
        bool right = true;
        _compared += end - start;
        _passes++;
        while (true)
        {
            BlockGroup group = _pass.Run(encrypt, batch, input, output, expected, start, end, _accumulator.Pointer);
            if (group.Count == 0)
            {
                return right;
            }

            right = false;
            ReportGroup(unit, encrypt, input, output, expected, group);
            start = group.End;
        }
    }

    private void ReportGuards(BlockUnit unit)
    {
        if (!_pass.Guards.AreChanged)
        {
            return;
        }

        for (int guard = 0; guard < GuardValues.Count; guard++)
        {
            (byte[] expected, byte[] actual) = _pass.Guards.At(guard);
            if (!ScalarBytes.AreEqual(expected, actual))
            {
                var miscompare = new GuardMiscompare { UnitSeed = unit.Seed, Guard = guard, Expected = expected, Actual = actual };
                _damaged |= _context.Report(ProbeName, miscompare, unit);
            }
        }

        _pass.Guards.Reset();
    }

    /// <summary>Compares each block of a group again and reports the wrong ones, or the accumulator if all are correct.</summary>
    private void ReportGroup(BlockUnit unit, bool encrypt, byte* input, byte* output, byte* expected, BlockGroup group)
    {
        bool found = false;
        _wrong = true;
        for (int block = group.Start; block < group.End; block++)
        {
            // In general-purpose registers, as vector registers may be broken.
            ulong* actualHalves = (ulong*)(output + (block * AesCipher.BlockSize));
            ulong* expectedHalves = (ulong*)(expected + (block * AesCipher.BlockSize));
            if (actualHalves[0] != expectedHalves[0] || actualHalves[1] != expectedHalves[1])
            {
                found = true;
                Report(unit, MiscompareKind.Block, encrypt, input, output, expected, block, group.Count);
            }
        }

        if (!found)
        {
            Report(unit, MiscompareKind.Accumulator, encrypt, input, output, expected, group.Start, group.Count);
        }
    }

    /// <summary>Inverts all bits of both expected outputs and writes them to the outputs, so that a lost store shows.</summary>
    private void PoisonOutputs(BlockUnit unit)
    {
        for (int i = 0; i < BlockUnit.ByteCount / sizeof(ulong); i++)
        {
            ((ulong*)_buffer.Pointer)[i] = ~((ulong*)unit.Ciphertext)[i];
            ((ulong*)SecondAt(0))[i] = ~((ulong*)unit.Plaintext)[i];
        }
    }

    /// <summary>The passes compared registers; this compares the blocks that the last rounds stored.</summary>
    /// <returns>Whether to continue.</returns>
    private bool CheckStores(BlockUnit unit)
    {
        byte* second = SecondAt(0);
        const int Words = BlockUnit.ByteCount / sizeof(ulong);
        if (ScalarBytes.AreEqual((ulong*)_buffer.Pointer, (ulong*)unit.Ciphertext, Words) && ScalarBytes.AreEqual((ulong*)second, (ulong*)unit.Plaintext, Words))
        {
            return true;
        }

        for (int block = 0; block < BlockUnit.BlockCount; block++)
        {
            int offset = block * AesCipher.BlockSize;
            if (!ScalarBytes.AreEqual((ulong*)(_buffer.Pointer + offset), (ulong*)(unit.Ciphertext + offset), 2))
            {
                Report(unit, MiscompareKind.Store, encrypt: true, _buffer.Pointer, _buffer.Pointer, unit.Ciphertext, block, count: 1);
            }

            if (!ScalarBytes.AreEqual((ulong*)(second + offset), (ulong*)(unit.Plaintext + offset), 2))
            {
                Report(unit, MiscompareKind.Store, encrypt: false, _buffer.Pointer, second, unit.Plaintext, block, count: 1);
            }
        }

        return !_damaged && !_context.IsStopping();
    }

    private byte* SecondAt(int alignment) => _second.Pointer + (Alignments - 1 - alignment);

    private void Report(BlockUnit unit, MiscompareKind kind, bool encrypt, byte* input, byte* output, byte* expected, int block, int count)
    {
        int offset = block * AesCipher.BlockSize;
        byte* source = input != output ? input : encrypt ? unit.Plaintext : unit.Ciphertext;
        byte* roundKeys = encrypt ? _pass.Schedule.EncryptionKeys : _pass.Schedule.DecryptionKeys;
        var miscompare = new BlockMiscompare
        {
            Kind = kind,
            Engine = AesEngines.Aesni.Name,
            Operation = encrypt ? CipherDirection.Encrypt : CipherDirection.Decrypt,
            Batch = count,
            InPlace = input == output,
            Alignment = (int)((nuint)output % AesCipher.BlockSize),
            UnitSeed = unit.Seed,
            KeySizeBits = (int)unit.KeySize,
            BlockIndex = block,
            Key = ScalarBytes.Copy(unit.Key),
            Input = ScalarBytes.Copy(new ReadOnlySpan<byte>(source + offset, AesCipher.BlockSize)),
            Expected = ScalarBytes.Copy(new ReadOnlySpan<byte>(expected + offset, AesCipher.BlockSize)),
            Actual = ScalarBytes.Copy(new ReadOnlySpan<byte>(output + offset, AesCipher.BlockSize)),
            Accumulator = ScalarBytes.Copy(_accumulator.Span),
            RoundKeys = ScalarBytes.Copy(new ReadOnlySpan<byte>(roundKeys, AesCipher.BlockSize * (_pass.Schedule.RoundCount + 1))),
        };
        _damaged |= _context.Report(ProbeName, miscompare, unit);
    }
}
