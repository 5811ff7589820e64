using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using Xunit;
using CipherMode = AesniCheck.Ciphers.CipherMode;

namespace AesniCheck.Units;

public sealed class MessageUnitTests
{
    private const ulong Seed = 0x0123456789abcdef;

    private static readonly MessageShape[] Shapes =
    [
        new() { Mode = CipherMode.Gcm, IvLengths = [12, 1, 8, 16, 60], TagLengths = [16, 15, 14, 13, 12, 8, 4], AssociatedLengths = null },
        new() { Mode = CipherMode.Ccm, IvLengths = [7, 13], TagLengths = [4, 16], AssociatedLengths = [0, 20] },
        new() { Mode = CipherMode.Ctr, IvLengths = [16] },
        new() { Mode = CipherMode.Cbc, IvLengths = [16], Multiple = 16 },
        new() { Mode = CipherMode.Ecb, IvLengths = [0], Multiple = 16 },
        new() { Mode = CipherMode.Cfb, IvLengths = [16] },
        new() { Mode = CipherMode.Cfb8, IvLengths = [16], Maximum = 64 },
        new() { Mode = CipherMode.Ofb, IvLengths = [16] },
        new() { Mode = CipherMode.Xts, IvLengths = [16], Minimum = 16, Maximum = 512 },
    ];

    public static TheoryData<CipherMode> Modes => [.. Shapes.Select(shape => shape.Mode)];

    [Fact]
    public void EveryModeHasAShapeHere() => Assert.Equal(Enum.GetValues<CipherMode>().Order(), Shapes.Select(shape => shape.Mode).Order());

    [Fact]
    public void TheKeyIsTheFirstOutputsOfTheSeed()
    {
        byte[] stream = new byte[64];
        new SplitMix64(Seed).Fill(stream);
        Assert.Equal(stream[..24], Made(Seed, CipherMode.Cbc, AesKeySize.Aes192).Key.ToArray());
        Assert.Equal(stream[..64], Made(Seed, CipherMode.Xts, AesKeySize.Aes256).Key.ToArray());
    }

    /// <summary>The hashes were computed by another program, from the documented derivation and the formulas of the modes.</summary>
    [Theory]
    [InlineData(CipherMode.Gcm, "6d4ecd120c6672eb775e01e8e65152253d8a17ddd22ad3fc74aa2574e84586b9")]
    [InlineData(CipherMode.Ctr, "f5406f3827a578ecea4df800e0bb55dfd214fec0c88de762fc7880428fde9fe9")]
    [InlineData(CipherMode.Cbc, "8ac4be9dd649ef9a82c229048e1d187b0f1581fc644331dd32ec9e0bd93e7a32")]
    internal void ASeedGivesTheSameMessagesForEver(CipherMode mode, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Content(Made(Seed, mode)))));

    [Theory]
    [MemberData(nameof(Modes))]
    internal void AUnitMadeAnewHasNothingOfTheOneBefore(CipherMode mode)
    {
        var unit = new MessageUnit();
        foreach (MessageShape before in Shapes)
        {
            unit.Make(Seed, before, AesKeySize.Aes256);
            unit.Make(Seed + 1, Shape(mode), AesKeySize.Aes128);
            Assert.Equal(Content(Made(Seed + 1, mode)), Content(unit));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    internal void MakingDoesNotAllocateOnceTheModeHasBeenMade(CipherMode mode)
    {
        var unit = new MessageUnit();
        MessageShape shape = Shape(mode);
        for (ulong seed = 0; seed < 4; seed++)
        {
            unit.Make(seed, shape, AesKeySize.Aes256);
        }

        Assert.Equal(0, Allocations.Of(() => unit.Make(Seed, shape, AesKeySize.Aes192)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    internal void TheReferenceMakesWhatBouncyCastlesEngineDoes(CipherMode mode)
    {
        using MessageCipher cipher = ModeEngines.BouncyCastle.CreateCipher(mode);
        foreach (AesKeySize keySize in AesKeySizes.All)
        {
            MessageUnit unit = Made(Seed + (ulong)keySize, mode, keySize);
            cipher.SetKey(unit.Key);
            for (int message = 0; message < MessageUnit.MessageCount; message++)
            {
                byte[] ciphertext = new byte[unit.Plaintext(message).Length];
                byte[] tag = new byte[unit.Tag(message).Length];
                cipher.Encrypt(unit.Iv(message), unit.AssociatedData(message), unit.Plaintext(message), ciphertext, tag);
                Assert.Equal(ciphertext, unit.Ciphertext(message).ToArray());
                Assert.Equal(tag, unit.Tag(message).ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    internal void EveryMessageHasTheLengthsOfItsShape(CipherMode mode)
    {
        MessageShape shape = Shape(mode);
        var unit = new MessageUnit();
        for (ulong seed = 0; seed < 20; seed++)
        {
            unit.Make(seed, shape, AesKeySize.Aes128);
            for (int message = 0; message < MessageUnit.MessageCount; message++)
            {
                int length = unit.Plaintext(message).Length;
                Assert.InRange(length, shape.Minimum, shape.Maximum);
                Assert.Equal(0, length % shape.Multiple);
                Assert.Contains(unit.Iv(message).Length, shape.IvLengths);
                Assert.Contains(unit.Tag(message).Length, shape.TagLengths);
                Assert.InRange(unit.AssociatedData(message).Length, 0, MessageShape.MaximumAssociatedLength);
            }
        }
    }

    [Fact]
    public void BoundariesAndWrappedCountersOccur()
    {
        var unit = new MessageUnit();
        var lengths = new HashSet<int>();
        int wrapped = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            unit.Make(seed, new MessageShape { Mode = CipherMode.Ctr, IvLengths = [16], Maximum = 640 }, AesKeySize.Aes128);
            for (int message = 0; message < MessageUnit.MessageCount; message++)
            {
                lengths.Add(unit.Plaintext(message).Length);
                wrapped += Wraps(unit.Iv(message), unit.Plaintext(message).Length) ? 1 : 0;
            }
        }

        Assert.Contains(0, lengths);
        Assert.Contains(1, lengths);
        Assert.All(Enumerable.Range(1, 39), block => Assert.All((int[])[-1, 0, 1], off => Assert.Contains((16 * block) + off, lengths)));
        Assert.InRange(wrapped, 400, 2_000);
    }

    [Fact]
    public void TheCounterOfGcmWrapsInSomeMessages()
    {
        var unit = new MessageUnit();
        int wrapped = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            unit.Make(seed, Shape(CipherMode.Gcm), AesKeySize.Aes256);
            for (int message = 0; message < MessageUnit.MessageCount; message++)
            {
                wrapped += unit.Iv(message).Length == 16 && Wraps(FirstCounter(unit, message), unit.Plaintext(message).Length) ? 1 : 0;
            }
        }

        Assert.InRange(wrapped, 40, 160);
    }

    [Fact]
    public void APoolMakesAllShapesWithAllKeySizesInTurn()
    {
        MessageShape[] shapes = [Shape(CipherMode.Cbc), Shape(CipherMode.Ctr)];
        UnitPool<MessageUnit> pool = MessageUnit.Pool(Seed, shapes, AesKeySizes.All, workerCount: 1, usesPerUnit: 1);
        int cursor = 0;
        var made = new HashSet<(CipherMode, AesKeySize)>();
        for (int i = 0; i < 7; i++)
        {
            UnitPool<MessageUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
            made.Add((slot.Unit.Shape.Mode, slot.Unit.KeySize));
            pool.Leave(slot, worker: 0);
        }

        Assert.Equal(6, made.Count);
    }

    /// <summary>An error that only a few lengths show needs many messages.</summary>
    [Fact]
    public void AUnitIsReplacedAfterEightUses()
    {
        UnitPool<MessageUnit> pool = MessageUnit.Pool(Seed, [Shape(CipherMode.Ctr)], AesKeySizes.All, workerCount: 1);
        int cursor = 0;
        for (int i = 0; i < 160; i++)
        {
            pool.Leave(pool.Enter(ref cursor, worker: 0), worker: 0);
        }

        Assert.InRange(pool.UnitsMade, 20, 22);
    }

    /// <summary>Whether the last 32 bits of the counter overflow within the message.</summary>
    private static bool Wraps(ReadOnlySpan<byte> counter, int length) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(counter[12..]) + ((ulong)length / 16) > uint.MaxValue;

    /// <summary>J0 of SP 800-38D for an IV of 16 bytes, by plain arithmetic.</summary>
    private static byte[] FirstCounter(MessageUnit unit, int message)
    {
        byte[] counter = new byte[16];
        var ghash = new SoftwareGhash();
        ghash.SetKey(PlainModes.EncryptBlock(unit.Key.ToArray(), new byte[16]));
        ghash.Update(unit.Iv(message));
        ghash.UpdateLengths(0, 16);
        ghash.CopyTo(counter);
        return counter;
    }

    private static MessageShape Shape(CipherMode mode) => Shapes.Single(shape => shape.Mode == mode);

    private static MessageUnit Made(ulong seed, CipherMode mode, AesKeySize keySize = AesKeySize.Aes128)
    {
        var unit = new MessageUnit();
        unit.Make(seed, Shape(mode), keySize);
        return unit;
    }

    private static byte[] Content(MessageUnit unit) =>
    [
        .. unit.Key,
        .. Enumerable.Range(0, MessageUnit.MessageCount).SelectMany(message =>
            (byte[])[.. unit.Iv(message), .. unit.AssociatedData(message), .. unit.Plaintext(message), .. unit.Ciphertext(message), .. unit.Tag(message)]),
    ];
}
