using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The state in general-purpose registers computes the same as the instructions, and inverts it.</summary>
public sealed class AesStateTests
{
    private static readonly Arbitrary<(byte[] State, byte[] Key)> Pairs = ArbMap.Default.GeneratorFor<byte>().ArrayOf(32)
        .Select(bytes => (bytes[..16], bytes[16..]))
        .ToArbitrary();

    [Fact]
    public void EveryStepIsWhatTheInstructionMakes()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(Pairs, pair =>
        {
            Vector128<byte> state = Vector128.Create(pair.State);
            Vector128<byte> key = Vector128.Create(pair.Key);
            (AesState software, AesState softwareKey) = (AesState.FromBytes(pair.State), AesState.FromBytes(pair.Key));
            return software.Encrypt(softwareKey) == Of(Aes.Encrypt(state, key))
                && software.EncryptLast(softwareKey) == Of(Aes.EncryptLast(state, key))
                && software.Decrypt(softwareKey) == Of(Aes.Decrypt(state, key))
                && software.DecryptLast(softwareKey) == Of(Aes.DecryptLast(state, key))
                && software.InverseMixColumns() == Of(Aes.InverseMixColumns(state))
                && (software ^ softwareKey) == Of(state ^ key);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void EveryStepCanBeUndone() => Prop.ForAll(Pairs, pair =>
    {
        (AesState state, AesState key) = (AesState.FromBytes(pair.State), AesState.FromBytes(pair.Key));
        return state.Encrypt(key).UndoEncrypt(key) == state
            && state.EncryptLast(key).UndoEncryptLast(key) == state
            && state.Decrypt(key).UndoDecrypt(key) == state
            && state.DecryptLast(key).UndoDecryptLast(key) == state
            && state.InverseMixColumns().MixColumns() == state
            && state.MixColumns().InverseMixColumns() == state;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BytesGoInAndOutInTheOrderOfMemory() => Prop.ForAll(Pairs, pair =>
        AesState.FromBytes(pair.State).ToBytes().SequenceEqual(pair.State)).QuickCheckThrowOnFailure();

    [Fact]
    public void DistanceCountsBitsAndXorShowsThem()
    {
        byte[] left = Samples.Bytes(0x10, 16);
        byte[] right = Samples.Bytes(0x10, 16);
        right[0] ^= 0x01;
        right[7] ^= 0x81;
        right[15] ^= 0x80;
        byte[] mask = new byte[16];
        (mask[0], mask[7], mask[15]) = (0x01, 0x81, 0x80);

        Assert.Equal(4, AesState.FromBytes(left).DistanceTo(AesState.FromBytes(right)));
        Assert.Equal(mask, (AesState.FromBytes(left) ^ AesState.FromBytes(right)).ToBytes());
        Assert.Equal(0, AesState.FromBytes(left).DistanceTo(AesState.FromBytes(left)));
    }

    private static AesState Of(Vector128<byte> vector)
    {
        byte[] bytes = new byte[16];
        vector.CopyTo(bytes);
        return AesState.FromBytes(bytes);
    }
}
