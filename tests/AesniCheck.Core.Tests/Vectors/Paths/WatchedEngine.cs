using AesniCheck.Ciphers;

namespace AesniCheck.Vectors.Paths;

/// <summary>The bare cipher in hardware, through loops that are watched.</summary>
/// <param name="loops">The loops.</param>
internal sealed class WatchedEngine(WatchedLoops loops) : AesEngine
{
    public override string Name => "watched";

    public override bool IsSupported => AesEngines.Aesni.IsSupported;

    public override AesCipher CreateCipher(ReadOnlySpan<byte> key)
    {
        var schedule = new AesniKeySchedule();
        schedule.Expand(key);
        return loops.CreateBlocks(schedule);
    }
}
