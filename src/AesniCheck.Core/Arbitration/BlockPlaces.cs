using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>Where in the cipher wrong results of one block went wrong.</summary>
/// <param name="schedule">The expanded key.</param>
/// <param name="encrypt">The direction.</param>
/// <param name="right">The states of the right computation.</param>
internal sealed class BlockPlaces(SoftwareKeySchedule schedule, bool encrypt, AesState[] right)
{
    /// <summary>As those who look for a cause want it.</summary>
    public Places ToPlaces() => new() { Of = PlaceOf, IsLostRegister = IsLostRegister };

    /// <summary>How often a repetition was wrong in a way that can be led back to a register that was lost or changed.</summary>
    public int CountLost(Replays replays) => replays.CountAgain(IsLostRegister);

    /// <summary>Whether the state was all zero somewhere: registers that are lost there in two repetitions give the same result by accident.</summary>
    public bool IsZero(byte[] result) => Array.IndexOf(CipherTrace.Backward(result, schedule, encrypt), default) >= 0;

    /// <summary>The round and the bytes where the state changed; null where it was nowhere near the right one.</summary>
    private string? PlaceOf(byte[] result)
    {
        Syndrome between = Syndrome.Between(right, CipherTrace.Backward(result, schedule, encrypt));
        return between.ClosestDistance >= Syndrome.SmallDistance ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"round {between.ClosestRound}, bytes {string.Join(',', Enumerable.Range(0, AesCipher.BlockSize).Where(index => between.ClosestXorMask[index] != 0))}");
    }

    /// <summary>Whether a result can be led back to a register that was lost or changed.</summary>
    public bool IsLostRegister(byte[] result)
    {
        AesState[] wrong = CipherTrace.Backward(result, schedule, encrypt);
        return Array.Exists(wrong, state => state == default || Marks.Find(state) is not null)
            || Syndrome.Between(right, wrong).ClosestDistance < Syndrome.SmallDistance;
    }
}
