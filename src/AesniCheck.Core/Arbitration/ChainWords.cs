using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Helpers for the explanations of wrong chains.</summary>
internal static class ChainWords
{
    private const int DescribedChains = 4;

    /// <summary>Adds a sentence about a chain, if it is one of the first few wrong ones.</summary>
    public static void Tell(List<string> words, ChainMiscompare miscompare, int chain, string sentence)
    {
        if (miscompare.WrongChains.Take(DescribedChains).Contains(chain))
        {
            words.Add(sentence);
        }
    }

    /// <summary>Returns the time of a change from the rounds that fit the chains: if errors do not spread, the wrong states meet the correct ones again and again.</summary>
    public static string Since(IReadOnlyList<int> rounds, int last) => rounds.Max() - rounds.Min() < ChainStep.RoundsPerStep
        ? string.Create(CultureInfo.InvariantCulture, $"round {rounds.Max():N0} of {last:N0} on")
        : "an unknown round on";

    /// <summary>Returns the state of a chain from consecutive states.</summary>
    public static AesState State(byte[] states, int chain) => AesState.FromBytes(states.AsSpan(chain * AesCipher.BlockSize));
}
