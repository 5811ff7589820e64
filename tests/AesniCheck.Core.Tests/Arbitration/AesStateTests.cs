using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Arbitration;

public sealed class AesStateTests
{
    [Fact]
    public void TheLastStateForwardIsTheOutput() =>
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState[] states = AesState.Forward(random.Input, random.Schedule(), random.Encrypt);
            return states.Length == random.KeySize.RoundCount + 1 && states[^1] == AesState.FromBytes(random.Output());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheWayBackFromTheOutputMeetsTheSameStates() =>
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState[] forward = AesState.Forward(random.Input, random.Schedule(), random.Encrypt);
            return AesState.Backward(random.Output(), random.Schedule(), random.Encrypt).SequenceEqual(forward);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void StatesAreThoseThatAesInstructionsHaveInTheirRegister()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState inRegister = default;
            StateChange.Apply(random.Key, random.Encrypt, random.Input, random.Round, state => inRegister = AesState.FromBytes(state));
            return AesState.Forward(random.Input, random.Schedule(), random.Encrypt)[random.Round] == inRegister;
        }).QuickCheckThrowOnFailure();
    }

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
        Assert.Equal(mask, AesState.FromBytes(left).Xor(AesState.FromBytes(right)));
        Assert.Equal(0, AesState.FromBytes(left).DistanceTo(AesState.FromBytes(left)));
    }
}
