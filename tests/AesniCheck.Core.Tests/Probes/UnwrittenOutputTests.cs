using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Message;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes;

/// <summary>Unwritten output must not be correct because of the previous contents.</summary>
public sealed class UnwrittenOutputTests
{
    private readonly CollectingHandler _handler = new();

    [Fact]
    public void AnEngineThatDecryptsNothingIsSeen()
    {
        var shape = new MessageShape { Mode = CipherMode.Ctr, IvLengths = [16], Minimum = 1, Maximum = 300 };
        UnitPool<MessageUnit> units = MessageUnit.Pool(ProbeCases.RunSeed, [shape], [AesKeySize.Aes128], workerCount: 1);
        new ModeProbe(ProbeCases.Context(_handler), [new SilentModes()], units).RunTurn();

        Assert.Equal(MessageUnit.MessageCount, _handler.Miscompares.Count);
        Assert.All(_handler.Miscompares, miscompare => Assert.Equal(MessageFault.Output, Assert.IsType<MessageMiscompare>(miscompare).Fault));
    }

    [Fact]
    public void ABlockThatIsWrongInMemoryAloneIsSeen()
    {
        ProbeCases.Block(_handler, new LosingPass()).RunTurn();

        BlockMiscompare miscompare = Assert.Single(_handler.Blocks);
        Assert.Equal((MiscompareKind.Store, 5, CipherDirection.Decrypt), (miscompare.Kind, miscompare.BlockIndex, miscompare.Operation));
    }

    /// <summary>Decrypts in place, and does not write an out-of-place output.</summary>
    private sealed class SilentModes : ModeEngine
    {
        public override string Name => "silent";

        public override bool Supports(CipherMode mode) => ModeEngines.Software.Supports(mode);

        public override MessageCipher CreateCipher(CipherMode mode) => new Cipher(ModeEngines.Software.CreateCipher(mode));

        private sealed class Cipher(MessageCipher real) : MessageCipher
        {
            public override void SetKey(ReadOnlySpan<byte> key) => real.SetKey(key);

            public override void Encrypt(
                ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag) =>
                real.Encrypt(iv, associatedData, plaintext, ciphertext, tag);

            public override bool Decrypt(
                ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext) =>
                ciphertext != plaintext || real.Decrypt(iv, associatedData, ciphertext, tag, plaintext);
        }
    }

    /// <summary>The real pass; its out-of-place store of block 5 is corrupted without its knowledge.</summary>
    private sealed unsafe class LosingPass : BlockPass
    {
        private readonly AesniBlockPass _real = new(worker: 0);

        public override AesniKeySchedule Schedule => _real.Schedule;

        public override GuardValues Guards => _real.Guards;

        public override BlockGroup Run(
            bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
        {
            BlockGroup group = _real.Run(encrypt, batch, input, output, expected, start, end, accumulator);
            if (batch == BlockBatch.Fourteen && !encrypt && input != output)
            {
                output[(5 * AesCipher.BlockSize) + 3] ^= 1;
            }

            return group;
        }
    }
}
