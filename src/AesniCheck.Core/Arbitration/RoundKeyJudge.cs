using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>Explains round keys that were wrong when the block probe used them. For one thread at a time.</summary>
/// <param name="pass">The key expansion, for replays.</param>
/// <param name="cause">Tells the CPU from the runtime.</param>
internal sealed unsafe class RoundKeyJudge(SchedulePass pass, CauseJudge cause)
{
    private const int ReplayCount = 64;

    /// <summary>Explains them.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="schedule">The right key schedule.</param>
    /// <param name="key">The key.</param>
    /// <param name="words">Takes the explanation.</param>
    /// <returns>Null where they are right.</returns>
    public Verdict? Judge(BlockMiscompare miscompare, SoftwareKeySchedule schedule, ReadOnlySpan<byte> key, List<string> words)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        int rounds = schedule.KeySize.RoundCount;
        int[] wrong = [.. Enumerable.Range(0, rounds + 1).Where(round => Used(round) != Right(round))];
        foreach (int round in wrong)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Round key {round} of the key schedule that was used differs in {BitNames.Of(Used(round).DistanceTo(Right(round)))} from the right one."));
        }

        if (wrong.Length == 0)
        {
            return null;
        }

        // Where others follow from it, it came out wrong when the key was expanded. One alone changed where it stood; but nothing follows from the last
        // key, nor from any of decryption, and what is far from the right one was another register's, or nothing, before it was stored.
        return JudgeExpansion(miscompare, schedule, key, encrypt, words)
            ?? (wrong.Length == 1 && ((encrypt && wrong[0] < rounds) || Used(wrong[0]).DistanceTo(Right(wrong[0])) < Syndrome.SmallDistance) ? Verdict.Memory
            : Verdict.RegisterState);

        AesState Right(int round) => CipherTrace.RoundKey(schedule, encrypt, round);

        AesState Used(int round) => AesState.FromBytes(miscompare.RoundKeys.AsSpan(round * AesCipher.BlockSize));
    }

    /// <summary>Whether the hardware makes wrong round keys of that key now as well.</summary>
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
