using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Probes;

/// <summary>One call of a pass.</summary>
internal sealed record PassCall(bool Encrypt, BlockBatch Batch, bool InPlace, int InputAlignment, int OutputAlignment, int Start, int End);

/// <summary>The real pass, with its calls noted.</summary>
internal sealed unsafe class RecordingPass(BlockPass real) : BlockPass
{
    public List<PassCall> Calls { get; } = [];

    public override AesniKeySchedule Schedule => real.Schedule;

    public override GuardValues Guards => real.Guards;

    public override BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        Calls.Add(new PassCall(encrypt, batch, input == output, (int)((nuint)input % 16), (int)((nuint)output % 16), start, end));
        return real.Run(encrypt, batch, input, output, expected, start, end, accumulator);
    }
}
