using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>Locates the place in the cipher where results of one block went wrong.</summary>
/// <param name="schedule">The expanded key.</param>
/// <param name="encrypt">The direction.</param>
/// <param name="right">The states of the correct computation.</param>
internal sealed class BlockPlaces(SoftwareKeySchedule schedule, bool encrypt, AesState[] right)
{
    /// <summary>Returns the form for <see cref="CauseJudge"/>.</summary>
    public Places ToPlaces() => new() { Of = PlaceOf, IsLostRegister = IsLostRegister };

    /// <summary>Returns the number of repetitions whose error can be traced to a lost or changed register.</summary>
    public int CountLost(Replays replays) => replays.CountAgain(IsLostRegister);

    /// <summary>Whether the state was all zero after some round: registers lost there in two repetitions give the same result by accident.</summary>
    public bool IsZero(byte[] result) => Array.IndexOf(CipherTrace.Backward(result, schedule, encrypt), default) >= 0;

    /// <summary>Returns the round and the bytes where the state changed; null if it was nowhere near the correct one.</summary>
    private string? PlaceOf(byte[] result)
    {
        Syndrome between = Syndrome.Between(right, CipherTrace.Backward(result, schedule, encrypt));
        return between.ClosestDistance >= Syndrome.SmallDistance ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"round {between.ClosestRound}, bytes {string.Join(',', Enumerable.Range(0, AesCipher.BlockSize).Where(index => between.ClosestXorMask[index] != 0))}");
    }

    /// <summary>Whether a result can be traced to a lost or changed register.</summary>
    public bool IsLostRegister(byte[] result)
    {
        AesState[] wrong = CipherTrace.Backward(result, schedule, encrypt);
        return Array.Exists(wrong, state => state == default || Marks.Find(state) is not null)
            || Syndrome.Between(right, wrong).ClosestDistance < Syndrome.SmallDistance;
    }
}
