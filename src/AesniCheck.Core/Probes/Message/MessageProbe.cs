using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>
/// The common part of the message probes: each engine that has a unit's mode encrypts and decrypts each of its messages, in place
/// and out of place. The buffers lie at changing alignments between known bytes, or begin or end at an inaccessible page.
/// Outputs, tags and the bytes around them are compared with the expected ones, and a tag with a changed bit has to be refused.
/// </summary>
internal abstract class MessageProbe : Probe
{
    // The places of buffers, in turn: half of the messages lie within, at one alignment after the other.
    private static readonly BufferPlace[] Places = [BufferPlace.Within, BufferPlace.AtEnd, BufferPlace.Within, BufferPlace.AtStart];

    private readonly string _name;
    private readonly ProbeContext _context;
    private readonly List<MessageDevice> _devices;
    private readonly UnitPool<MessageUnit> _units;
    private readonly MessageBuffers _buffers;
    private int _cursor;
    private int _alignment;
    private int _turn;
    private uint _tampered;
    private CipherDirection _operation;
    private Work _work;

    // Whether to skip the rest of the unit: it is damaged, or the run is being stopped.
    private bool _givenUp;

    /// <param name="name">The name of the probe.</param>
    /// <param name="context">The context of the worker.</param>
    /// <param name="engines">The devices under test.</param>
    /// <param name="units">The units that all workers share.</param>
    protected MessageProbe(string name, ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    {
        _name = name;
        _context = context;
        _devices = [.. engines.Select(engine => new MessageDevice(engine))];
        _units = units;
        _buffers = context.Buffers;
        if (!_buffers.IsGuarded && context.WantsGuards)
        {
            context.Handler.HandleUnavailable(name, "the system provides no guard pages, so reads outside a buffer are not detected");
        }

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

        _alignment = (_alignment + 1) % MessageBuffer.Alignments;
        _turn++;
        _units.Leave(slot, _context.Worker, _givenUp);
        return _work;
    }

    private void Run(MessageDevice device, MessageUnit unit)
    {
        try
        {
            _context.Calls.Enter(_name, device.Engine.Name);
            MessageCipher cipher = device.Cipher(unit.Shape.Mode);
            SetKey(device.Engine, cipher, unit);
            for (int message = 0; message < MessageUnit.MessageCount && !_givenUp; message++)
            {
                if (device.Takes(unit, message))
                {
                    Run(new Attempt(device.Engine, cipher, unit, message, PlaceOf(message)));
                }
            }
        }
        catch (ModeUnavailableException exception)
        {
            // Not a fault: the engine is not available. The run is notified and cannot pass for this engine.
            device.Exclude(unit.Shape.Mode, unit.KeySize);
            _context.Handler.HandleUnavailable(_name, $"{device.Engine.Name}: {exception.Message}");
        }
        finally
        {
            _context.Calls.End();
            device.Rest(unit.Shape.Mode);
        }
    }

    private BufferPlace PlaceOf(int message) => _buffers.IsGuarded ? Places[(message + _turn) % Places.Length] : BufferPlace.Within;

    /// <summary>Sets the key. A refused key is as wrong as a wrong output, and is reported with the first message.</summary>
    private void SetKey(ModeEngine engine, MessageCipher cipher, MessageUnit unit)
    {
        var attempt = new Attempt(engine, cipher, unit, 0, PlaceOf(0));
        _operation = CipherDirection.Encrypt;
        _buffers.Tag.Place(unit.Tag(0).Length, attempt.Place, _alignment);
        try
        {
            Span<byte> key = _buffers.Key.Take(unit.Key, attempt.Place, _alignment);
            _context.Calls.Begin(new MessageCall(unit.Shape.Mode, null, (int)unit.KeySize, 0, InPlace: false, attempt.Place, unit.Seed, 0));
            cipher.SetKey(key);
            _context.Calls.End();
        }
        catch (CryptographicException exception)
        {
            Report(attempt, MessageFault.Refused, null, inPlace: false, exception.Message);
            _givenUp = true;
        }
    }

    /// <summary>Runs out of place, back in place, in place again, and back out of place: each call works on the output of the one before.</summary>
    private void Run(in Attempt attempt)
    {
        MessageUnit unit = attempt.Unit;
        MessageBuffer first = _buffers.First;
        MessageBuffer second = _buffers.Second;
        first.Place(unit.Plaintext(attempt.Message).Length, attempt.Place, _alignment);
        second.Take(unit.Plaintext(attempt.Message), attempt.Place, MessageBuffer.Alignments - 1 - _alignment);
        _buffers.Iv.Take(unit.Iv(attempt.Message), attempt.Place, _alignment);
        _buffers.AssociatedData.Take(unit.AssociatedData(attempt.Message), attempt.Place, _alignment);
        _buffers.Tag.Place(unit.Tag(attempt.Message).Length, attempt.Place, _alignment);
        _operation = CipherDirection.Encrypt;
        try
        {
            _ = Encrypt(attempt, second, first)
                && Decrypt(attempt, first, first)
                && Encrypt(attempt, first, first)
                && Decrypt(attempt, first, second)
                && Tamper(attempt, first, second);
        }
        catch (CryptographicException exception)
        {
            Report(attempt, MessageFault.Refused, null, inPlace: false, exception.Message);
        }
    }

    private bool Encrypt(in Attempt attempt, MessageBuffer input, MessageBuffer output)
    {
        MessageUnit unit = attempt.Unit;
        MessageBuffer tag = _buffers.Tag;
        Poison(unit.Tag(attempt.Message), tag.Span);
        tag.SetMargins();
        Begin(attempt, CipherDirection.Encrypt, unit.Ciphertext(attempt.Message), input, output);
        attempt.Cipher.Encrypt(_buffers.Iv.Span, _buffers.AssociatedData.Span, input.Span, output.Span, tag.Span);
        Count(attempt);
        MessageFault? fault = !ScalarBytes.AreEqual(output.Span, unit.Ciphertext(attempt.Message)) ? MessageFault.Output
            : !ScalarBytes.AreEqual(tag.Span, unit.Tag(attempt.Message)) ? MessageFault.Tag
            : output.CheckMargins() ?? tag.CheckMargins();
        return fault is null || Report(attempt, fault.Value, output, input == output);
    }

    private bool Decrypt(in Attempt attempt, MessageBuffer input, MessageBuffer output)
    {
        MessageUnit unit = attempt.Unit;
        ScalarBytes.Copy(unit.Tag(attempt.Message), _buffers.Tag.Span);
        Begin(attempt, CipherDirection.Decrypt, unit.Plaintext(attempt.Message), input, output);
        bool accepted = attempt.Cipher.Decrypt(_buffers.Iv.Span, _buffers.AssociatedData.Span, input.Span, _buffers.Tag.Span, output.Span);
        Count(attempt);
        MessageFault? fault = !accepted ? MessageFault.RightTagRefused
            : !ScalarBytes.AreEqual(output.Span, unit.Plaintext(attempt.Message)) ? MessageFault.Output
            : output.CheckMargins();
        return fault is null || Report(attempt, fault.Value, output, input == output);
    }

    /// <summary>Changes one bit of the tag, another one each time; the engine has to refuse it. One message a turn, as refusals by exception are slow.</summary>
    private bool Tamper(in Attempt attempt, MessageBuffer input, MessageBuffer output)
    {
        ReadOnlySpan<byte> right = attempt.Unit.Tag(attempt.Message);
        if (right.IsEmpty || attempt.Message != _alignment % MessageUnit.MessageCount)
        {
            return true;
        }

        Span<byte> tag = _buffers.Tag.Span;
        ScalarBytes.Copy(right, tag);
        int bit = (int)(_tampered++ % (uint)(8 * tag.Length));
        tag[bit / 8] ^= (byte)(1 << (bit % 8));
        Log(attempt, input == output);
        bool accepted = attempt.Cipher.Decrypt(_buffers.Iv.Span, _buffers.AssociatedData.Span, input.Span, tag, output.Span);
        _context.Calls.End();
        return !accepted || Report(attempt, MessageFault.WrongTagAccepted, output, inPlace: false);
    }

    /// <summary>Inverts an output's expected bytes and writes them there, so that bytes never written are wrong, and records the call.</summary>
    private void Begin(in Attempt attempt, CipherDirection operation, ReadOnlySpan<byte> expected, MessageBuffer input, MessageBuffer output)
    {
        _operation = operation;
        if (input != output)
        {
            Poison(expected, output.Span);
        }

        output.SetMargins();
        Log(attempt, input == output);
    }

    private void Log(in Attempt attempt, bool inPlace) => _context.Calls.Begin(new MessageCall(
        attempt.Unit.Shape.Mode,
        _operation,
        (int)attempt.Unit.KeySize,
        attempt.Unit.Plaintext(attempt.Message).Length,
        inPlace,
        attempt.Place,
        attempt.Unit.Seed,
        attempt.Message));

    private void Count(in Attempt attempt)
    {
        _context.Calls.End();
        int bytes = attempt.Unit.Plaintext(attempt.Message).Length + attempt.Unit.Tag(attempt.Message).Length;
        int blocks = (bytes + AesCipher.BlockSize - 1) / AesCipher.BlockSize;
        _work = new Work(_work.Blocks + blocks, _work.Rounds + (blocks * attempt.Unit.KeySize.RoundCount), _work.Bytes + bytes, _work.Calls + 1);
    }

    /// <returns>False: the output must not be used as input.</returns>
    private bool Report(in Attempt attempt, MessageFault fault, MessageBuffer? output, bool inPlace, string? refusal = null)
    {
        _context.Calls.End();
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
            Alignment = output?.Alignment ?? _alignment,
            Key = ScalarBytes.Copy(unit.Key),
            Iv = ScalarBytes.Copy(unit.Iv(attempt.Message)),
            AssociatedData = ScalarBytes.Copy(unit.AssociatedData(attempt.Message)),
            Input = ScalarBytes.Copy(encrypt ? unit.Plaintext(attempt.Message) : unit.Ciphertext(attempt.Message)),
            Expected = ScalarBytes.Copy(encrypt ? unit.Ciphertext(attempt.Message) : unit.Plaintext(attempt.Message)),
            Actual = output is null ? [] : ScalarBytes.Copy(output.Span),
            ExpectedTag = ScalarBytes.Copy(tag),
            ActualTag = ScalarBytes.Copy(_buffers.Tag.Span),
            Refusal = refusal,
        };
        _givenUp |= _context.Report(_name, miscompare, unit) || _context.IsStopping();
        return false;
    }

    private static void Poison(ReadOnlySpan<byte> expected, Span<byte> memory) => ScalarBytes.Complement(expected, memory);

    private readonly record struct Attempt(ModeEngine Engine, MessageCipher Cipher, MessageUnit Unit, int Message, BufferPlace Place);
}
