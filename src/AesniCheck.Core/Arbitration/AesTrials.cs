using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Tries the AES instructions of a piece of work, on the operands of the correct computation.</summary>
internal static class AesTrials
{
    /// <summary>Tries the rounds of a block.</summary>
    /// <param name="trial">Tries the instructions.</param>
    /// <param name="schedule">The expanded key.</param>
    /// <param name="encrypt">The direction.</param>
    /// <param name="input">16 bytes.</param>
    public static void TryBlock(InstructionTrial trial, SoftwareKeySchedule schedule, bool encrypt, ReadOnlySpan<byte> input)
    {
        int rounds = schedule.KeySize.RoundCount;
        AesState state = AesState.FromBytes(input) ^ CipherTrace.RoundKey(schedule, encrypt, 0);
        for (int round = 1; round <= rounds; round++)
        {
            state = trial.Try(AesInstruction.OfRound(encrypt, round == rounds), state, CipherTrace.RoundKey(schedule, encrypt, round));
        }
    }

    /// <summary>Tries the expansion of a key.</summary>
    /// <param name="trial">Tries the instructions.</param>
    /// <param name="schedule">The correct expanded key.</param>
    public static void TryExpansion(InstructionTrial trial, SoftwareKeySchedule schedule)
    {
        ReadOnlySpan<uint> words = schedule.EncryptionWords;
        int keyWords = schedule.KeySize.WordCount;
        int rounds = schedule.KeySize.RoundCount;
        for (int i = keyWords; i < 4 * (rounds + 1); i++)
        {
            if (i % keyWords == 0)
            {
                trial.TryAssist(words[i - 1], i / keyWords);
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                trial.TryAssist(words[i - 1], 1);
            }
        }

        for (int round = 1; round < rounds; round++)
        {
            trial.Try(AesInstruction.InverseMixColumns, CipherTrace.RoundKey(schedule, encrypt: true, round), default);
        }
    }

    /// <summary>Tries the steps of a chain.</summary>
    /// <param name="trial">Tries the instructions.</param>
    /// <param name="trace">The rounds of the chain.</param>
    /// <param name="start">The start of the chain.</param>
    public static void TryChain(InstructionTrial trial, ChainTrace trace, AesState start)
    {
        (AesInstruction first, AesInstruction second) = trace.Step switch
        {
            ChainStep.Encrypt => (AesInstruction.Encrypt, AesInstruction.Encrypt),
            ChainStep.Decrypt => (AesInstruction.Decrypt, AesInstruction.Decrypt),
            ChainStep.LastRounds => (AesInstruction.EncryptLast, AesInstruction.DecryptLast),
            _ => (AesInstruction.Encrypt, AesInstruction.InverseMixColumns),
        };
        AesState state = start;
        for (int step = 0; step < trace.StepCount; step++)
        {
            state = trial.Try(first, state, trace.Key0);
            state = second == AesInstruction.InverseMixColumns ? trial.Try(second, state, default) ^ trace.Key1 : trial.Try(second, state, trace.Key1);
        }
    }
}
