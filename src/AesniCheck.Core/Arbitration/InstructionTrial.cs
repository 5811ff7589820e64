using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Arbitration;

/// <summary>
/// Tries the instructions of a computation one at a time, on exactly its operands: is the CPU wrong, or only the code compiled from
/// them? Each is executed several times; the next operands are computed from the correct results. Not thread-safe.
/// </summary>
/// <param name="device">Executes the instructions.</param>
internal sealed class InstructionTrial(SingleInstructions device)
{
    /// <summary>The number of executions of each instruction on the same operands.</summary>
    public const int Repetitions = 4;

    private const int MaximumResult = 8;

    // A single wrong result may be a register that was lost at that moment. Two on the same operands are not.
    private const int Convincing = 2;

    private string? _instruction;
    private int _mostWrong;

    /// <summary>The number of executions so far.</summary>
    public int Count { get; private set; }

    /// <summary>The number of wrong executions.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether an instruction was wrong again and again on the same operands: the CPU computes wrong results.</summary>
    public bool IsCpuWrong => _mostWrong >= Convincing;

    /// <summary>Whether anything was tried, and was correct each time.</summary>
    public bool IsAllRight => Count > 0 && Wrong == 0;

    /// <summary>Describes the results in a sentence; null if nothing was tried.</summary>
    public string? Describe() => this switch
    {
        { Count: 0 } => null,
        { Wrong: 0 } => string.Create(CultureInfo.InvariantCulture, $"Its instructions, executed one at a time from memory to memory on the same operands, were correct in all of {Count:N0} executions."),
        { IsCpuWrong: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"{_instruction}, executed by itself from memory to memory, was wrong {_mostWrong} of {Repetitions} times on the same operands ({Wrong:N0} of {Count:N0} executions were wrong): the CPU computes it wrongly."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"Of its instructions, executed one at a time from memory to memory on the same operands, {Wrong:N0} of {Count:N0} executions were wrong, none twice on the same operands."),
    };

    /// <summary>Tries an AES instruction.</summary>
    /// <returns>The correct result.</returns>
    public AesState Try(AesInstruction instruction, AesState state, AesState key)
    {
        if (device.HasAes)
        {
            Take(CountWrong, instruction.Mnemonic);
        }

        return instruction.Apply(state, key);

        int CountWrong()
        {
            AesState right = instruction.Apply(state, key);
            int wrong = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                wrong += device.Execute(instruction, state, key) == right ? 0 : 1;
            }

            return wrong;
        }
    }

    /// <summary>Tries AESKEYGENASSIST on an operand that consists of one word four times.</summary>
    /// <param name="word">The word.</param>
    /// <param name="round">The number of the round constant, 1 to 10.</param>
    public void TryAssist(uint word, int round)
    {
        if (!device.HasAes)
        {
            return;
        }

        Take(CountWrong, "AESKEYGENASSIST");

        int CountWrong()
        {
            AesState right = RightAssist(word, round);
            int wrong = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                wrong += device.Assist(new AesState(word, word, word, word), round) == right ? 0 : 1;
            }

            return wrong;
        }
    }

    /// <summary>Tries a GHASH instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="width">The width of the registers.</param>
    /// <param name="operands">The operands, each with two 64-bit halves for each block of a register.</param>
    /// <returns>The correct result.</returns>
    public ulong[] Try(GhashInstruction instruction, PclmulWidth width, params ReadOnlySpan<ulong[]> operands)
    {
        int halves = 2 * width.BlockCount;
        ulong[] all = new ulong[operands.Length * halves];
        for (int i = 0; i < operands.Length; i++)
        {
            Copy(operands[i], all.AsSpan(i * halves));
        }

        if (device.Has(width))
        {
            Take(CountWrong, instruction.MnemonicAt(width));
        }

        ulong[] result = new ulong[halves];
        instruction.Apply(all, result);
        return result;

        int CountWrong()
        {
            Span<ulong> right = stackalloc ulong[MaximumResult];
            Span<ulong> actual = stackalloc ulong[MaximumResult];
            right = right[..halves];
            actual = actual[..halves];
            instruction.Apply(all, right);
            int wrong = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                device.Execute(instruction, width, all, actual);
                wrong += AreEqual(actual, right) ? 0 : 1;
            }

            return wrong;
        }
    }

    /// <summary>Returns SUBWORD() of the operand's odd elements, and the rotated result with Rcon added (FIPS 197 section 5.2).</summary>
    private static AesState RightAssist(uint word, int round)
    {
        uint substituted = 0;
        for (int shift = 0; shift < 32; shift += 8)
        {
            substituted |= (uint)AesTables.Sbox[(byte)(word >> shift)] << shift;
        }

        uint turned = System.Numerics.BitOperations.RotateRight(substituted, 8) ^ AesTables.RoundConstants[round - 1];
        return new AesState(substituted, turned, substituted, turned);
    }

    /// <summary>Counts executions. A repeated error is confirmed by a second count, including its correct result, which passed through registers too.</summary>
    private void Take(Func<int> countWrong, string instruction)
    {
        int wrong = countWrong();
        if (wrong >= Convincing)
        {
            wrong = Math.Min(wrong, countWrong());
        }

        Count += Repetitions;
        Wrong += wrong;
        if (wrong > _mostWrong)
        {
            _mostWrong = wrong;
            _instruction = instruction;
        }
    }

    // Word by word: the library's copies and comparisons use vector registers.
    private static void Copy(ReadOnlySpan<ulong> from, Span<ulong> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }

    private static bool AreEqual(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }
}
