using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Locates the places where chains went wrong. Registers may be lost in this thread during the analysis: the states taken as correct are first compared
/// with the reference's ends, since otherwise all results would differ from them in the same place.
/// </summary>
/// <param name="trace">The rounds of the chains.</param>
/// <param name="right">The correct states of each chain.</param>
/// <param name="ends">The ends of the reference, 16 bytes each.</param>
internal sealed class ChainPlaces(ChainTrace trace, AesState[][] right, byte[] ends)
{
    /// <summary>
    /// Of 20,001 pairs of unrelated states the nearest differs in fewer than 24 bits less than once in a hundred million chains.
    /// </summary>
    public const int SmallDistance = 24;

    /// <summary>Returns the form for <see cref="CauseJudge"/>.</summary>
    public Places ToPlaces() => new() { Of = PlaceOf, IsLostRegister = IsLostRegister, MayBeLostEachTime = true };

    /// <summary>Returns the chains that were wrong, at first or in a replay.</summary>
    public IReadOnlyList<int> WrongChains(ChainMiscompare miscompare, Replays replays)
    {
        List<int> chains = [.. miscompare.WrongChains];
        replays.CountAgain(result =>
        {
            chains.AddRange(WrongChains(result).Except(chains).ToArray());
            return false;
        });
        return chains;
    }

    /// <summary>Whether the first wrong chain can be traced to a lost or changed register.</summary>
    public bool IsLostRegister(byte[] result) => FirstWrong(result) is { } chain && IsLost(chain, trace.Backward(ChainWords.State(result, chain)));

    /// <summary>Returns the chain, the round and the bytes; null if errors do not spread, so that the place is unknown.</summary>
    private string? PlaceOf(byte[] result)
    {
        if (!trace.Step.Spreads || FirstWrong(result) is not { } chain || right[chain][^1] != ChainWords.State(ends, chain))
        {
            return null;
        }

        Syndrome between = Syndrome.Between(right[chain], trace.Backward(ChainWords.State(result, chain)));
        return between.ClosestDistance >= SmallDistance ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"chain {chain}, round {between.ClosestRound}, bytes {string.Join(',', Enumerable.Range(0, AesCipher.BlockSize).Where(index => between.ClosestXorMask[index] != 0))}");
    }

    private bool IsLost(int chain, AesState[] wrong) =>
        Array.Exists(wrong, state => state == default || Marks.Find(state) is not null)
        || Syndrome.Between(right[chain], wrong).ClosestDistance < SmallDistance;

    private IEnumerable<int> WrongChains(byte[] result) => Enumerable.Range(0, ChainUnit.ChainCount)
        .Where(chain => !ScalarBytes.AreEqual(result.AsSpan(chain * AesCipher.BlockSize, AesCipher.BlockSize), ends.AsSpan(chain * AesCipher.BlockSize, AesCipher.BlockSize)));

    private int? FirstWrong(byte[] result) => WrongChains(result).Select(chain => (int?)chain).FirstOrDefault();
}
