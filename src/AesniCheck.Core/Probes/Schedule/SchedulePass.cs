using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Schedule;

/// <summary>The device under test of the schedule probe: key expansion. Tests put a broken one in its place. For one thread at a time.</summary>
internal abstract unsafe class SchedulePass
{
    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    public abstract void Expand(ReadOnlySpan<byte> key);

    /// <summary>The round keys of the last key: Nr + 1 of 16 bytes, in the order of the direction.</summary>
    public abstract byte* RoundKeys(CipherDirection direction);
}

/// <summary>AESKEYGENASSIST and AESIMC.</summary>
internal sealed unsafe class AesniSchedulePass : SchedulePass
{
    private readonly AesniKeySchedule _schedule = new();

    /// <inheritdoc/>
    public override void Expand(ReadOnlySpan<byte> key) => _schedule.Expand(key);

    /// <inheritdoc/>
    public override byte* RoundKeys(CipherDirection direction) =>
        direction == CipherDirection.Encrypt ? _schedule.EncryptionKeys : _schedule.DecryptionKeys;
}
