using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Arbitration;

public sealed class CipherTraceTests
{
    [Fact]
    public void TheLastStateForwardIsTheOutput() =>
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState[] states = CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt);
            return states.Length == random.KeySize.RoundCount + 1 && states[^1] == AesState.FromBytes(random.Output());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheWayBackFromTheOutputMeetsTheSameStates() =>
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState[] forward = CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt);
            return CipherTrace.Backward(random.Output(), random.Schedule(), random.Encrypt).SequenceEqual(forward);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void StatesAreThoseThatAesInstructionsHaveInTheirRegister()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, random =>
        {
            AesState inRegister = default;
            StateChange.Apply(random.Key, random.Encrypt, random.Input, random.Round, state => inRegister = AesState.FromBytes(state));
            return CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt)[random.Round] == inRegister;
        }).QuickCheckThrowOnFailure();
    }
}
