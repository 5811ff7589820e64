using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The result of a Monte Carlo test on one engine.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Outputs">
/// The last output of each outer iteration, 16 bytes each. Every one depends on all operations before it, so the last one is a
/// digest of the whole test.
/// </param>
public sealed record MonteCarloResult(string Engine, ReadOnlyMemory<byte> Outputs)
{
    /// <summary>The final output: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Final => Outputs[^AesCipher.BlockSize..];

    /// <summary>Returns the output of an outer iteration, from 0: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Output(int iteration) => Outputs.Slice(iteration * AesCipher.BlockSize, AesCipher.BlockSize);

    /// <summary>Returns the first outer iteration, from 0, in which two results from the same start differ; -1 if they agree.</summary>
    /// <exception cref="ArgumentException">The results have different numbers of iterations.</exception>
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
