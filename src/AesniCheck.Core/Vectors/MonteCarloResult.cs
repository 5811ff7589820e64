using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>What an engine made of a Monte Carlo test.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Outputs">
/// The last output of each outer iteration, 16 bytes each. Every one depends on all operations before it, so that the last is a
/// digest of the whole test.
/// </param>
public sealed record MonteCarloResult(string Engine, ReadOnlyMemory<byte> Outputs)
{
    /// <summary>The last output of all: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Final => Outputs[^AesCipher.BlockSize..];

    /// <summary>The output of an outer iteration, from 0: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Output(int iteration) => Outputs.Slice(iteration * AesCipher.BlockSize, AesCipher.BlockSize);

    /// <summary>The first outer iteration, from 0, after which two results of one start part; -1 if they agree.</summary>
    /// <exception cref="ArgumentException">They have different numbers of iterations.</exception>
    public int FirstDifference(MonteCarloResult other)
    {
        if (other.Outputs.Length != Outputs.Length)
        {
            throw new ArgumentException("The results have different numbers of iterations: compare runs of the same length.", nameof(other));
        }

        int difference = ScalarBytes.FirstDifference(Outputs.Span, other.Outputs.Span);
        return difference < 0 ? -1 : difference / AesCipher.BlockSize;
    }
}
