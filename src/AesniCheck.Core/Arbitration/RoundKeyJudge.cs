using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>Explains round keys that were wrong when the block probe used them. Not thread-safe.</summary>
/// <param name="pass">The key expansion, for replays.</param>
/// <param name="cause">Distinguishes the CPU from the runtime.</param>
internal sealed unsafe class RoundKeyJudge(SchedulePass pass, CauseJudge cause)
{
    private const int ReplayCount = 64;

    /// <summary>Explains the round keys.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="schedule">The correct key schedule.</param>
    /// <param name="key">The key.</param>
    /// <param name="words">Receives the explanation.</param>
    /// <returns>The verdict; null if the round keys are correct.</returns>
    public Verdict? Judge(BlockMiscompare miscompare, SoftwareKeySchedule schedule, ReadOnlySpan<byte> key, List<string> words)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        int rounds = schedule.KeySize.RoundCount;
        int[] wrong = [.. Enumerable.Range(0, rounds + 1).Where(round => Used(round) != Right(round))];
        foreach (int round in wrong)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Round key {round} of the key schedule in use differs in {BitNames.Of(Used(round).DistanceTo(Right(round)))} from the correct one."));
        }

        if (wrong.Length == 0)
        {
            return null;
        }

        // If later keys follow from the wrong one, it was wrong when the key was expanded. A single wrong key changed in memory; but nothing follows from the last
        // key, nor from any key of decryption, and a key far from the correct one was another register's value, or garbage, before it was stored.
        return JudgeExpansion(miscompare, schedule, key, encrypt, words)
            ?? (wrong.Length == 1 && ((encrypt && wrong[0] < rounds) || Used(wrong[0]).DistanceTo(Right(wrong[0])) < Syndrome.SmallDistance) ? Verdict.Memory
            : Verdict.RegisterState);

        AesState Right(int round) => CipherTrace.RoundKey(schedule, encrypt, round);

        AesState Used(int round) => AesState.FromBytes(miscompare.RoundKeys.AsSpan(round * AesCipher.BlockSize));
    }

    /// <summary>Checks whether the hardware computes wrong round keys from that key again.</summary>
    private Verdict? JudgeExpansion(BlockMiscompare miscompare, SoftwareKeySchedule schedule, ReadOnlySpan<byte> key, bool encrypt, List<string> words)
    {
        byte[] right = new byte[(schedule.KeySize.RoundCount + 1) * AesCipher.BlockSize];
        for (int round = 0; round <= schedule.KeySize.RoundCount; round++)
        {
            CipherTrace.RoundKey(schedule, encrypt, round).CopyTo(right.AsSpan(round * AesCipher.BlockSize));
        }

        var replays = new Replays(miscompare.RoundKeys);
        for (int i = 0; i < ReplayCount; i++)
        {
            pass.Expand(key);
            replays.Add(new ReadOnlySpan<byte>(pass.RoundKeys(miscompare.Operation), right.Length), right);
        }

        words.Add(string.Create(CultureInfo.InvariantCulture, $"Expanded again {replays.Tries} times at once by the same thread, the key schedule was {replays.Describe()}."));
        return cause.Judge(replays, trial => AesTrials.TryExpansion(trial, schedule), words)?.Verdict;
    }
}
