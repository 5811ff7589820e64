using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Arbitration;

public sealed class CipherTraceTests
{
    [Property(Arbitrary = [typeof(StateCase)])]
    public bool TheLastStateForwardIsTheOutput(StateCase random)
    {
        AesState[] states = CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt);
        return states.Length == random.KeySize.RoundCount + 1 && states[^1] == AesState.FromBytes(random.Output());
    }

    [Property(Arbitrary = [typeof(StateCase)])]
    public bool TheWayBackFromTheOutputMeetsTheSameStates(StateCase random)
    {
        AesState[] forward = CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt);
        return CipherTrace.Backward(random.Output(), random.Schedule(), random.Encrypt).SequenceEqual(forward);
    }

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
