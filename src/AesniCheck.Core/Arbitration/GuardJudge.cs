using System.Buffers.Binary;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Explains a guard that changed. Nothing was computed with it, so only its register or memory can be to blame; the question is whose value it holds now.</summary>
internal static class GuardJudge
{
    private const int MostWorkers = 4096;

    // This many equal bytes are not an accident.
    private const int MinimumMatchingBytes = 8;

    /// <summary>Explains one miscompare.</summary>
    public static Judgement Judge(GuardMiscompare miscompare)
    {
        byte[] value = new byte[GuardValues.Length];
        GuardValues.Fill(miscompare.Worker, miscompare.Guard, value);
        if (!ScalarBytes.AreEqual(value, miscompare.Expected))
        {
            return Of(Verdict.Memory, "The expected value of the guard changed in memory.");
        }

        byte[] mask = [.. miscompare.Expected.Zip(miscompare.Actual, (expected, actual) => (byte)(expected ^ actual))];
        int[] bytes = [.. Enumerable.Range(0, mask.Length).Where(index => mask[index] != 0)];
        string place = string.Create(CultureInfo.InvariantCulture, $"{BitNames.Of(mask)}, in bytes {bytes[0]} to {bytes[^1]} of 64");
        return Mark(miscompare) is { } mark
                ? Of(Verdict.RegisterLeak, $"A register that held a guard, and was not used in any computation, changed: {place}. {Phrases.Describe(mark)}")
            : Array.TrueForAll(bytes, index => miscompare.Actual[index] == 0) && bytes.Length >= MinimumMatchingBytes
                ? Of(Verdict.RegisterState, $"A register that held a guard was lost: zero where it differs, {place}.")
            : Owner(miscompare.Actual, bytes) is { } owner
                ? Of(owner.Worker == miscompare.Worker ? Verdict.RegisterState : Verdict.RegisterLeak, string.Create(
                    CultureInfo.InvariantCulture, $"A register that held guard {miscompare.Guard} of worker {miscompare.Worker} held guard {owner.Guard} of worker {owner.Worker} instead ({place})."))
            : Of(Verdict.RegisterState, $"A register that held a guard, and was not used in any computation, changed: {place}.");
    }

    /// <summary>Returns the mark in the lanes that differ.</summary>
    private static StressMark? Mark(GuardMiscompare miscompare) => StressMark.Find(
    [
        .. from lane in Enumerable.Range(0, GuardValues.Length / sizeof(ulong))
           let actual = Lane(miscompare.Actual, lane)
           where actual != Lane(miscompare.Expected, lane)
           select actual,
    ]);

    private static ulong Lane(byte[] value, int lane) => BinaryPrimitives.ReadUInt64LittleEndian(value.AsSpan(lane * sizeof(ulong)));

    /// <summary>Returns the guard that has these bytes in these places.</summary>
    private static (int Worker, int Guard)? Owner(byte[] actual, int[] bytes)
    {
        byte[] value = new byte[GuardValues.Length];
        for (int worker = 0; worker < MostWorkers && bytes.Length >= MinimumMatchingBytes; worker++)
        {
            for (int guard = 0; guard < GuardValues.Count; guard++)
            {
                GuardValues.Fill(worker, guard, value);
                if (Array.TrueForAll(bytes, index => value[index] == actual[index]))
                {
                    return (worker, guard);
                }
            }
        }

        return null;
    }

    private static Judgement Of(Verdict verdict, string words) => new(verdict, [words], UnitDamaged: false);
}
