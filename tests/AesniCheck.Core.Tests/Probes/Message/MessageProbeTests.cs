using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AesniCheck.Ciphers;
using AesniCheck.Units;
using Xunit;
using CipherMode = AesniCheck.Ciphers.CipherMode;

namespace AesniCheck.Probes.Message;

/// <summary>The common behaviour of the probes of whole messages, tested on the mode probe.</summary>
public sealed class MessageProbeTests
{
    private static readonly MessageShape Gcm = new() { Mode = CipherMode.Gcm, IvLengths = [12], TagLengths = [16], AssociatedLengths = null, Minimum = 1, Maximum = 200 };

    private readonly CollectingHandler _handler = new();

    public static TheoryData<CipherMode> Modes => TestModeEngines.Modes;

    [Theory]
    [MemberData(nameof(Modes))]
    internal void RightEnginesGiveNoMiscompare(CipherMode mode)
    {
        var shape = new MessageShape
        {
            Mode = mode,
            IvLengths = [mode switch { CipherMode.Ecb => 0, CipherMode.Gcm => 12, CipherMode.Ccm => 13, _ => 16 }],
            TagLengths = [mode.IsAuthenticated ? 12 : 0],
            AssociatedLengths = mode.IsAuthenticated ? null : [0],
            Minimum = mode == CipherMode.Xts ? 16 : 0,
            Maximum = 300,
            Multiple = mode.IsByWholeBlocks ? 16 : 1,
        };
        ModeProbe probe = Probe(shape, [.. TestModeEngines.Supporting(mode)]);
        for (int i = 0; i < 20; i++)
        {
            Assert.InRange(probe.RunTurn().Calls, 4 * MessageUnit.MessageCount * 3, 4 * MessageUnit.MessageCount * 4);
        }

        Assert.Empty(_handler.Miscompares);
        Assert.Empty(_handler.Unavailable);
    }

    [Fact]
    public void ATurnCountsWhatItCompared()
    {
        var engine = new ScriptedModes(ModeEngines.Software);
        Work work = Probe(Gcm, [engine]).RunTurn();
        MessageUnit unit = Unit(Gcm);
        int[] lengths = [.. Enumerable.Range(0, MessageUnit.MessageCount).Select(message => unit.Plaintext(message).Length + 16)];
        long blocks = 4 * lengths.Sum(length => (length + 15) / 16);

        Assert.Equal(new Work(blocks, 10 * blocks, 4 * lengths.Sum(), 4 * MessageUnit.MessageCount), work);

        // One more, with a wrong tag.
        Assert.Equal(work.Calls + 1, engine.Calls);
    }

    [Theory]
    [InlineData(1, CipherDirection.Encrypt, false)]
    [InlineData(2, CipherDirection.Encrypt, true)]
    public void AWrongByteOfAnEncryptionIsReportedWithAllItsEvidence(int call, CipherDirection operation, bool inPlace)
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (number, ciphertext, _) => ciphertext[0] ^= (byte)(number == call ? 0x11 : 0),
        });
        AssertEvidence(miscompare, MessageFault.Output, operation, inPlace);
        byte[] actual = Unit(Gcm).Ciphertext(0).ToArray();
        actual[0] ^= 0x11;
        Assert.Equal(actual, miscompare.Actual);
        Assert.Equal(miscompare.ExpectedTag, miscompare.ActualTag);
    }

    // The first message is tampered with after its second decryption.
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void AWrongByteOfADecryptionIsReportedWithAllItsEvidence(int call, bool inPlace)
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Decrypted = (number, accepted, plaintext) =>
            {
                plaintext[^1] ^= (byte)(number == call ? 0x80 : 0);
                return accepted;
            },
        });
        AssertEvidence(miscompare, MessageFault.Output, CipherDirection.Decrypt, inPlace);
        Assert.Equal(0x80, miscompare.Expected[^1] ^ miscompare.Actual[^1]);
    }

    [Fact]
    public void AWrongTagIsReported()
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (number, _, tag) => tag[15] ^= (byte)(number == 1 ? 1 : 0),
        });
        AssertEvidence(miscompare, MessageFault.Tag, CipherDirection.Encrypt, inPlace: false);
        Assert.Equal(miscompare.Expected, miscompare.Actual);
        Assert.Equal(1, miscompare.ExpectedTag[15] ^ miscompare.ActualTag[15]);
    }

    [Fact]
    public void ARightTagThatIsRefusedIsReported() => AssertEvidence(
        Reported(new ScriptedModes(ModeEngines.Software) { Decrypted = (number, accepted, _) => accepted && number != 2 }),
        MessageFault.RightTagRefused,
        CipherDirection.Decrypt,
        inPlace: false);

    [Fact]
    public void AWrongTagThatIsTakenIsReportedWithThatTag()
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software) { Decrypted = (_, _, _) => true });
        AssertEvidence(miscompare, MessageFault.WrongTagAccepted, CipherDirection.Decrypt, inPlace: false);
        Assert.Single(Enumerable.Range(0, 128), bit => ((miscompare.ExpectedTag[bit / 8] ^ miscompare.ActualTag[bit / 8]) >> (bit % 8) & 1) != 0);
    }

    [Fact]
    public void AByteWrittenBehindTheOutputIsReported()
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (number, ciphertext, _) =>
            {
                if (number == 2)
                {
                    // The margin of the probe lies there.
                    Unsafe.Add(ref MemoryMarshal.GetReference(ciphertext), ciphertext.Length + 63) = 0;
                }
            },
        });
        AssertEvidence(miscompare, MessageFault.Overrun, CipherDirection.Encrypt, inPlace: true);
        Assert.Equal(miscompare.Expected, miscompare.Actual);
    }

    [Fact]
    public void AByteWrittenBeforeTheOutputIsReported()
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Decrypted = (number, accepted, plaintext) =>
            {
                Unsafe.Subtract(ref MemoryMarshal.GetReference(plaintext), 1) ^= (byte)(number == 2 ? 1 : 0);
                return accepted;
            },
        });
        AssertEvidence(miscompare, MessageFault.Underrun, CipherDirection.Decrypt, inPlace: false);
    }

    [Fact]
    public void AByteWrittenBehindTheTagIsReported() => AssertEvidence(
        Reported(new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (number, _, tag) => Unsafe.Add(ref MemoryMarshal.GetReference(tag), tag.Length) ^= (byte)(number == 1 ? 1 : 0),
        }),
        MessageFault.Overrun,
        CipherDirection.Encrypt,
        inPlace: false);

    [Fact]
    public void AllPlacesComeInTurnForEveryMessage()
    {
        var calls = new List<MessageCall>();
        var context = new ProbeContext
        {
            Worker = 0,
            Clock = ProbeCases.Clock,
            CurrentCpu = () => 6,
            Handler = _handler,
            IsStopping = () => false,
            MapGuarded = Execution.ThisMachine.Devices.MapGuarded,
            Calls = new CollectingCalls(calls),
        };
        var probe = new ModeProbe(context, [ModeEngines.Software], Pool(Gcm with { Maximum = 20, AssociatedLengths = [0] }));
        for (int turn = 0; turn < 4; turn++)
        {
            probe.RunTurn();
        }

        Assert.Empty(_handler.Miscompares);
        MessageCall[] texts = [.. calls.Where(call => call.Operation is not null)];
        foreach (int message in Enumerable.Range(0, MessageUnit.MessageCount))
        {
            Assert.Equal(
                [BufferPlace.Within, BufferPlace.AtEnd, BufferPlace.AtStart],
                texts.Where(call => call.MessageIndex == message).Select(call => call.Place).Distinct().Order());
        }
    }

    [Fact]
    public void BuffersWithoutGuardedPagesAreTold()
    {
        var context = new ProbeContext
        {
            Worker = 0,
            Clock = ProbeCases.Clock,
            CurrentCpu = () => 6,
            Handler = _handler,
            IsStopping = () => false,
            MapGuarded = _ => null,
        };
        new ModeProbe(context, [ModeEngines.Software], Pool(Gcm)).RunTurn();
        Assert.Equal(
            [(ModeProbe.ProbeName, "the system provides no guard pages, so reads outside a buffer are not detected")], _handler.Unavailable);
        Assert.Empty(_handler.Miscompares);
    }

    [Fact]
    public void ARefusalIsReportedWithItsWords()
    {
        MessageMiscompare miscompare = Reported(new ScriptedModes(ModeEngines.Software)
        {
            Decrypted = (number, accepted, _) => number == 1 ? throw new CryptographicException("not today") : accepted,
        });
        AssertEvidence(miscompare, MessageFault.Refused, CipherDirection.Decrypt, inPlace: false);
        Assert.Equal("not today", miscompare.Refusal);
        Assert.Empty(miscompare.Actual);
    }

    [Fact]
    public void WhatCantBeAskedIsToldOnceAndIsNoMiscompare()
    {
        var unavailable = new ScriptedModes(ModeEngines.Software, "there-and-gone") { KeySet = () => throw new ModeUnavailableException("the socket is closed") };
        var right = new ScriptedModes(ModeEngines.Software);
        ModeProbe probe = Probe(Gcm, [unavailable, right]);
        Work work = probe.RunTurn();
        probe.RunTurn();

        Assert.Empty(_handler.Miscompares);
        Assert.Equal([(ModeProbe.ProbeName, "there-and-gone: the socket is closed")], _handler.Unavailable);
        Assert.Equal(4 * MessageUnit.MessageCount, work.Calls);
        Assert.Equal(0, unavailable.Calls);
    }

    [Fact]
    public void AMessageThatWentWrongIsLeftAndTheNextOneTaken()
    {
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (_, ciphertext, _) => ciphertext[0] ^= 1 };
        Work work = Probe(Gcm, [engine]).RunTurn();
        Assert.Equal(Enumerable.Range(0, MessageUnit.MessageCount), _handler.Miscompares.Cast<MessageMiscompare>().Select(miscompare => miscompare.MessageIndex));
        Assert.Equal(MessageUnit.MessageCount, work.Calls);
    }

    [Fact]
    public void EveryBitOfTheTagIsTamperedWithInTurn()
    {
        byte[] right = [];
        var bits = new HashSet<int>();
        var shape = Gcm with { Maximum = 16, AssociatedLengths = [0] };
        ModeProbe probe = Probe(shape, [new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (_, _, tag) => right = tag.ToArray(),
            TagSeen = tag => bits.UnionWith(Enumerable.Range(0, 128).Where(bit => ((tag[bit / 8] ^ right[bit / 8]) >> (bit % 8) & 1) != 0)),
        }]);
        for (int i = 0; i < 128; i++)
        {
            int before = bits.Count;
            probe.RunTurn();
            Assert.Equal(before + 1, bits.Count);
        }
    }

    [Fact]
    public void ADamagedUnitIsLeftAtOnceAndNeverUsedAgain()
    {
        var handler = new CollectingHandler(unitDamaged: true);
        UnitPool<MessageUnit> pool = Pool(Gcm);
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (_, ciphertext, _) => ciphertext[0] ^= 1 };
        new ModeProbe(ProbeCases.Context(handler), [engine], pool).RunTurn();

        Assert.Single(handler.Miscompares);
        Assert.Equal(2, pool.UnitsMade);
    }

    private static void AssertEvidence(MessageMiscompare miscompare, MessageFault fault, CipherDirection operation, bool inPlace)
    {
        MessageUnit unit = Unit(Gcm);
        bool encrypt = operation == CipherDirection.Encrypt;
        Assert.Equal((fault, operation, inPlace), (miscompare.Fault, miscompare.Operation, miscompare.InPlace));
        Assert.Equal(("scripted", CipherMode.Gcm, 128, 0), (miscompare.Engine, miscompare.Mode, miscompare.KeySizeBits, miscompare.MessageIndex));
        Assert.Equal((unit.Seed, ModeProbe.ProbeName, "0.1"), (miscompare.UnitSeed, miscompare.Probe, miscompare.Id));
        Assert.Equal(unit.Key.ToArray(), miscompare.Key);
        Assert.Equal(unit.Iv(0).ToArray(), miscompare.Iv);
        Assert.Equal(unit.AssociatedData(0).ToArray(), miscompare.AssociatedData);
        Assert.Equal((encrypt ? unit.Plaintext(0) : unit.Ciphertext(0)).ToArray(), miscompare.Input);
        Assert.Equal((encrypt ? unit.Ciphertext(0) : unit.Plaintext(0)).ToArray(), miscompare.Expected);
        Assert.Equal(unit.Tag(0).ToArray(), miscompare.ExpectedTag);
    }

    private MessageMiscompare Reported(ModeEngine engine)
    {
        Probe(Gcm, [engine]).RunTurn();
        return Assert.IsType<MessageMiscompare>(Assert.Single(_handler.Miscompares));
    }

    private ModeProbe Probe(MessageShape shape, ModeEngine[] engines) => new(ProbeCases.Context(_handler), engines, Pool(shape));

    private static UnitPool<MessageUnit> Pool(MessageShape shape) => MessageUnit.Pool(ProbeCases.RunSeed, [shape], [AesKeySize.Aes128], workerCount: 1);

    private static MessageUnit Unit(MessageShape shape)
    {
        var unit = new MessageUnit();
        unit.Make(Units.Unit.SeedOf(ProbeCases.RunSeed, 0), shape, AesKeySize.Aes128);
        return unit;
    }

    private sealed class CollectingCalls(List<MessageCall> calls) : CallLog
    {
        public override void Begin(in MessageCall call) => calls.Add(call);
    }
}
