using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Arbitration;

/// <summary>
/// Tries the instructions of a computation one at a time, on exactly its operands: does the CPU get them wrong, or only the code that was made of
/// them? Each is executed several times; right results are what the next operands are made of. For one thread at a time.
/// </summary>
/// <param name="device">Executes them.</param>
internal sealed class InstructionTrial(SingleInstructions device)
{
    /// <summary>How often each is executed on the same operands.</summary>
    public const int Repetitions = 4;

    private const int MaximumResult = 8;

    // One wrong result alone may be a register that was lost just then. Two on the same operands are not.
    private const int Convincing = 2;

    private string? _instruction;
    private int _mostWrong;

    /// <summary>The executions so far.</summary>
    public int Count { get; private set; }

    /// <summary>Those of them that were wrong.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether an instruction was wrong again and again on the same operands: the CPU computes wrongly.</summary>
    public bool IsCpuWrong => _mostWrong >= Convincing;

    /// <summary>Whether something was tried and was correct each time.</summary>
    public bool IsAllRight => Count > 0 && Wrong == 0;

    /// <summary>What came of it, in a sentence; null if nothing was tried.</summary>
    public string? Describe() => this switch
    {
        { Count: 0 } => null,
        { Wrong: 0 } => string.Create(CultureInfo.InvariantCulture, $"Its instructions, executed one at a time from memory to memory on the same operands, were right in all of {Count:N0} executions."),
        { IsCpuWrong: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"{_instruction}, executed by itself from memory to memory, was wrong {_mostWrong} of {Repetitions} times on the same operands ({Wrong:N0} of {Count:N0} executions were wrong): the CPU computes it wrongly."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"Of its instructions, executed one at a time from memory to memory on the same operands, {Wrong:N0} of {Count:N0} executions were wrong, none twice on the same operands."),
    };

    /// <summary>Tries an instruction of AES.</summary>
    /// <returns>The right result.</returns>
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

    /// <summary>Tries AESKEYGENASSIST on an operand that is one word four times.</summary>
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

    /// <summary>Tries an instruction of GHASH.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="width">The width of the registers.</param>
    /// <param name="operands">The operands, each as many halves of blocks as a register has.</param>
    /// <returns>The right result.</returns>
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

    /// <summary>SUBWORD() of the operand's odd elements, and that turned with Rcon added (FIPS 197 section 5.2).</summary>
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

    /// <summary>Counts; what is wrong again and again is done anew, its right result included: that went through registers as well.</summary>
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
