using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>What the explanations of wrong chains have in common.</summary>
internal static class ChainWords
{
    private const int ToldChains = 4;

    /// <summary>Says something of a chain, if it is one of the first few that are wrong.</summary>
    public static void Tell(List<string> words, ChainMiscompare miscompare, int chain, string sentence)
    {
        if (miscompare.WrongChains.Take(ToldChains).Contains(chain))
        {
            words.Add(sentence);
        }
    }

    /// <summary>Since when, of the rounds that fit one chain or another: where nothing spreads, the wrong way meets the right one again and again.</summary>
    public static string Since(IReadOnlyList<int> rounds, int last) => rounds.Max() - rounds.Min() < ChainStep.RoundsPerStep
        ? string.Create(CultureInfo.InvariantCulture, $"round {rounds.Max():N0} of {last:N0} on")
        : "an unknown round on";

    /// <summary>The state of a chain, of those that stand one after the other.</summary>
    public static AesState State(byte[] states, int chain) => AesState.FromBytes(states.AsSpan(chain * AesCipher.BlockSize));
}
