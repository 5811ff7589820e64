using System.Security.Cryptography;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Planning;
using CipherMode = AesniCheck.Ciphers.Modes.CipherMode;

namespace AesniCheck.Probes;

/// <summary>
/// What the probes of whole messages have in common: each message of a unit is encrypted and decrypted by each engine that has
/// its mode, in place and apart, at changing alignments; outputs, tags and the bytes behind them are compared with the
/// reference's, and a tag with a changed bit has to be refused.
/// </summary>
internal abstract class MessageProbe : Probe
{
    private const int Alignments = 64;
    private const int MarginBytes = 64;
    private const byte Margin = 0xa5;
    private const int BufferBytes = Alignments + MessageShape.MaximumLength + MarginBytes;

    private readonly string _name;
    private readonly ProbeContext _context;
    private readonly List<Device> _devices;
    private readonly UnitPool<MessageUnit> _units;
    private readonly AlignedMemory _first = new(BufferBytes);
    private readonly AlignedMemory _second = new(BufferBytes);
    private readonly byte[] _tag = new byte[MessageShape.MaximumTagLength];
    private int _cursor;
    private int _alignment;
    private uint _tampered;
    private CipherDirection _operation;
    private Work _work;

    // Whether the unit is given up: it is damaged, or the run is being stopped.
    private bool _givenUp;

    /// <param name="name">The name of the probe.</param>
    /// <param name="context">The worker's.</param>
    /// <param name="engines">The devices under test.</param>
    /// <param name="units">The units that all workers share.</param>
    protected MessageProbe(string name, ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    {
        _name = name;
        _context = context;
        _devices = [.. engines.Select(engine => new Device(engine))];
        _units = units;

        // Workers begin at different units.
        _cursor = context.Worker;
    }

    /// <inheritdoc/>
    public override Work RunTurn()
    {
        UnitPool<MessageUnit>.Slot slot = _units.Enter(ref _cursor, _context.Worker);
        _work = default;
        _givenUp = false;
        for (int i = 0; i < _devices.Count && !_givenUp; i++)
        {
            if (_devices[i].Supports(slot.Unit))
            {
                Run(_devices[i], slot.Unit);
            }
        }

        _alignment = (_alignment + 1) % Alignments;
        _units.Leave(slot, _context.Worker, _givenUp);
        return _work;
    }

    private void Run(Device device, MessageUnit unit)
    {
        try
        {
            ModeCipher cipher = device.Cipher(unit.Shape.Mode);
            SetKey(device.Engine, cipher, unit);
            for (int message = 0; message < MessageUnit.MessageCount && !_givenUp; message++)
            {
                if (Takes(device.Engine, unit, message))
                {
                    Run(new Attempt(device.Engine, cipher, unit, message));
                }
            }
        }
        catch (ModeUnavailableException exception)
        {
            // No fault: it can't be asked. The run is told of it, and can't pass for it.
            device.Exclude(unit.Shape.Mode, unit.KeySize);
            _context.Handler.HandleUnavailable(_name, $"{device.Engine.Name}: {exception.Message}");
        }
        finally
        {
            device.Rest(unit.Shape.Mode);
        }
    }

    /// <summary>A key that is refused is as wrong as any output, and told of with the first message.</summary>
    private void SetKey(ModeEngine engine, ModeCipher cipher, MessageUnit unit)
    {
        _operation = CipherDirection.Encrypt;
        try
        {
            cipher.SetKey(unit.Key);
        }
        catch (CryptographicException exception)
        {
            Report(new Attempt(engine, cipher, unit, 0), MessageFault.Refused, [], inPlace: false, exception.Message);
            _givenUp = true;
        }
    }

    private static bool Takes(ModeEngine engine, MessageUnit unit, int message) =>
        engine.SupportsLengths(unit.Shape.Mode, unit.Iv(message).Length, unit.Tag(message).Length, unit.Plaintext(message).Length)
        && (!unit.Shape.Mode.IsAuthenticated || engine.SupportsAssociatedLength(unit.AssociatedData(message).Length));

    /// <summary>Apart, back in place, in place again, and back apart: each works on what the one before stored.</summary>
    private void Run(in Attempt attempt)
    {
        ReadOnlySpan<byte> plaintext = attempt.Unit.Plaintext(attempt.Message);
        Span<byte> first = _first.Span.Slice(_alignment, plaintext.Length);
        Span<byte> second = _second.Span.Slice(Alignments - 1 - _alignment, plaintext.Length);
        ScalarBytes.Copy(plaintext, second);
        _operation = CipherDirection.Encrypt;
        try
        {
            _ = Encrypt(attempt, second, first, _first)
                && Decrypt(attempt, first, first, _first)
                && Encrypt(attempt, first, first, _first)
                && Decrypt(attempt, first, second, _second)
                && Tamper(attempt, first, second);
        }
        catch (CryptographicException exception)
        {
            Report(attempt, MessageFault.Refused, [], inPlace: false, exception.Message);
        }
    }

    private bool Encrypt(in Attempt attempt, ReadOnlySpan<byte> input, Span<byte> output, AlignedMemory memory)
    {
        MessageUnit unit = attempt.Unit;
        Span<byte> tag = _tag.AsSpan(0, unit.Tag(attempt.Message).Length);
        _operation = CipherDirection.Encrypt;
        Spoil(unit.Tag(attempt.Message), tag);
        if (input != output)
        {
            Spoil(unit.Ciphertext(attempt.Message), output);
        }

        SetMargin(memory, output);
        attempt.Cipher.Encrypt(unit.Iv(attempt.Message), unit.AssociatedData(attempt.Message), input, output, tag);
        Count(attempt);
        MessageFault? fault = !ScalarBytes.AreEqual(output, unit.Ciphertext(attempt.Message)) ? MessageFault.Output
            : !ScalarBytes.AreEqual(tag, unit.Tag(attempt.Message)) ? MessageFault.Tag
            : !HasMargin(memory, output) ? MessageFault.Overrun
            : null;
        return fault is null || Report(attempt, fault.Value, output, input == output);
    }

    private bool Decrypt(in Attempt attempt, ReadOnlySpan<byte> input, Span<byte> output, AlignedMemory memory)
    {
        MessageUnit unit = attempt.Unit;
        ScalarBytes.Copy(unit.Tag(attempt.Message), _tag);
        _operation = CipherDirection.Decrypt;
        if (input != output)
        {
            Spoil(unit.Plaintext(attempt.Message), output);
        }

        SetMargin(memory, output);
        bool accepted = attempt.Cipher.Decrypt(unit.Iv(attempt.Message), unit.AssociatedData(attempt.Message), input, unit.Tag(attempt.Message), output);
        Count(attempt);
        MessageFault? fault = !accepted ? MessageFault.RightTagRefused
            : !ScalarBytes.AreEqual(output, unit.Plaintext(attempt.Message)) ? MessageFault.Output
            : !HasMargin(memory, output) ? MessageFault.Overrun
            : null;
        return fault is null || Report(attempt, fault.Value, output, input == output);
    }

    /// <summary>One bit of the tag is wrong, another each time: it has to be refused. One message a turn, as refusals are slow where they are exceptions.</summary>
    private bool Tamper(in Attempt attempt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        ReadOnlySpan<byte> right = attempt.Unit.Tag(attempt.Message);
        if (right.IsEmpty || attempt.Message != _alignment % MessageUnit.MessageCount)
        {
            return true;
        }

        Span<byte> tag = _tag.AsSpan(0, right.Length);
        ScalarBytes.Copy(right, tag);
        int bit = (int)(_tampered++ % (uint)(8 * tag.Length));
        tag[bit / 8] ^= (byte)(1 << (bit % 8));
        return !attempt.Cipher.Decrypt(attempt.Unit.Iv(attempt.Message), attempt.Unit.AssociatedData(attempt.Message), input, tag, output)
            || Report(attempt, MessageFault.WrongTagAccepted, output, inPlace: false);
    }

    private void Count(in Attempt attempt)
    {
        int bytes = attempt.Unit.Plaintext(attempt.Message).Length + attempt.Unit.Tag(attempt.Message).Length;
        int blocks = (bytes + AesCipher.BlockSize - 1) / AesCipher.BlockSize;
        _work = new Work(_work.Blocks + blocks, _work.Rounds + (blocks * attempt.Unit.KeySize.RoundCount), _work.Bytes + bytes, _work.Calls + 1);
    }

    /// <returns>False: what is in the output is not to be worked on.</returns>
    private bool Report(in Attempt attempt, MessageFault fault, Span<byte> output, bool inPlace, string? refusal = null)
    {
        MessageUnit unit = attempt.Unit;
        bool encrypt = _operation == CipherDirection.Encrypt;
        ReadOnlySpan<byte> tag = unit.Tag(attempt.Message);
        var miscompare = new MessageMiscompare
        {
            UnitSeed = unit.Seed,
            Fault = fault,
            Engine = attempt.Engine.Name,
            Mode = unit.Shape.Mode,
            Operation = _operation,
            KeySizeBits = (int)unit.KeySize,
            MessageIndex = attempt.Message,
            InPlace = inPlace,
            Alignment = _alignment,
            Key = ScalarBytes.Copy(unit.Key),
            Iv = ScalarBytes.Copy(unit.Iv(attempt.Message)),
            AssociatedData = ScalarBytes.Copy(unit.AssociatedData(attempt.Message)),
            Input = ScalarBytes.Copy(encrypt ? unit.Plaintext(attempt.Message) : unit.Ciphertext(attempt.Message)),
            Expected = ScalarBytes.Copy(encrypt ? unit.Ciphertext(attempt.Message) : unit.Plaintext(attempt.Message)),
            Actual = ScalarBytes.Copy(output),
            ExpectedTag = ScalarBytes.Copy(tag),
            ActualTag = ScalarBytes.Copy(_tag.AsSpan(0, tag.Length)),
            Refusal = refusal,
        };
        _givenUp |= _context.Report(_name, miscompare, unit) || _context.IsStopping();
        return false;
    }

    /// <summary>Makes memory as wrong as can be, so that what is not written to can't be right.</summary>
    private static void Spoil(ReadOnlySpan<byte> expected, Span<byte> memory) => ScalarBytes.Complement(expected, memory);

    private static void SetMargin(AlignedMemory memory, Span<byte> output)
    {
        foreach (ref byte value in MarginOf(memory, output))
        {
            value = Margin;
        }
    }

    private static bool HasMargin(AlignedMemory memory, Span<byte> output)
    {
        foreach (byte value in MarginOf(memory, output))
        {
            if (value != Margin)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bytes behind an output in its memory.</summary>
    private static Span<byte> MarginOf(AlignedMemory memory, Span<byte> output)
    {
        // An empty output has a place as well.
        nint start = System.Runtime.CompilerServices.Unsafe.ByteOffset(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(memory.Span), ref System.Runtime.InteropServices.MemoryMarshal.GetReference(output));
        return memory.Span.Slice((int)start + output.Length, MarginBytes);
    }

    private sealed class Device(ModeEngine engine)
    {
        private readonly ModeCipher?[] _ciphers = new ModeCipher?[Enum.GetValues<CipherMode>().Length];
        private readonly HashSet<(CipherMode Mode, AesKeySize KeySize)> _excluded = [];

        public ModeEngine Engine => engine;

        public bool Supports(MessageUnit unit) => engine.Supports(unit.Shape.Mode)
            && engine.SupportsKey(unit.Shape.Mode, unit.Key)
            && !_excluded.Contains((unit.Shape.Mode, unit.KeySize));

        public ModeCipher Cipher(CipherMode mode) => _ciphers[(int)mode] ??= engine.CreateCipher(mode);

        /// <summary>It is not to be asked for this again.</summary>
        public void Exclude(CipherMode mode, AesKeySize keySize) => _excluded.Add((mode, keySize));

        /// <summary>Gives back what others need, until the next turn.</summary>
        public void Rest(CipherMode mode)
        {
            if (engine.HoldsSystemResources)
            {
                _ciphers[(int)mode]?.Dispose();
                _ciphers[(int)mode] = null;
            }
        }
    }

    private readonly record struct Attempt(ModeEngine Engine, ModeCipher Cipher, MessageUnit Unit, int Message);
}
