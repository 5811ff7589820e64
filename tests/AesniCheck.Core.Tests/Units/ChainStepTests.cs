using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Units;

public sealed class ChainStepTests
{
    private static readonly Arbitrary<(AesState State, AesState Key)> Pairs = ArbMap.Default.GeneratorFor<byte>().ArrayOf(32)
        .Select(bytes => (AesState.FromBytes(bytes), AesState.FromBytes(bytes.AsSpan(16))))
        .ToArbitrary();

    public static TheoryData<ChainStep> Steps => [.. ChainSteps.All];

    [Theory]
    [MemberData(nameof(Steps))]
    public void BothRoundsOfAStepCanBeUndone(ChainStep step) => Prop.ForAll(Pairs, pair =>
        step.UndoFirst(step.First(pair.State, pair.Key), pair.Key) == pair.State
        && step.First(step.UndoFirst(pair.State, pair.Key), pair.Key) == pair.State
        && step.UndoSecond(step.Second(pair.State, pair.Key), pair.Key) == pair.State
        && step.Second(step.UndoSecond(pair.State, pair.Key), pair.Key) == pair.State).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Steps))]
    public void AStepIsWhatTheInstructionsMake(ChainStep step)
    {
        TestEngines.RequireAesni();
        Prop.ForAll(Pairs, Pairs, (pair, other) =>
            Instructions.Step(step, pair.State, pair.Key, other.Key) == step.Apply(pair.State, pair.Key, other.Key)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void AWrongByteSpreadsWhereTheStepSaysSoAndNowhereElse(ChainStep step) => Prop.ForAll(Pairs, Pairs, (pair, other) =>
    {
        AesState wrong = pair.State ^ new AesState(0x100, 0, 0, 0);
        AesState right = pair.State;
        for (int i = 0; i < 4; i++)
        {
            (right, wrong) = (step.Apply(right, pair.Key, other.Key), step.Apply(wrong, pair.Key, other.Key));
        }

        int bytes = (right ^ wrong).ToBytes().Count(value => value != 0);
        return step.Spreads ? bytes > 4 : bytes == 1;
    }).QuickCheckThrowOnFailure();
}

/// <summary>The steps by the instructions themselves.</summary>
internal static class Instructions
{
    public static AesState Step(ChainStep step, AesState state, AesState key0, AesState key1)
    {
        Vector128<byte> register = Vector128.Create(state.ToBytes());
        Vector128<byte> first = Vector128.Create(key0.ToBytes());
        Vector128<byte> second = Vector128.Create(key1.ToBytes());
        register = Step(step, register, first, second);
        return AesState.FromBytes([.. Enumerable.Range(0, 16).Select(index => register.GetElement(index))]);
    }

    public static Vector128<byte> Step(ChainStep step, Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1) => step switch
    {
        ChainStep.Encrypt => Aes.Encrypt(Aes.Encrypt(state, key0), key1),
        ChainStep.Decrypt => Aes.Decrypt(Aes.Decrypt(state, key0), key1),
        ChainStep.LastRounds => Aes.DecryptLast(Aes.EncryptLast(state, key0), key1),
        ChainStep.InverseMixColumns => Aes.InverseMixColumns(Aes.Encrypt(state, key0)) ^ key1,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
