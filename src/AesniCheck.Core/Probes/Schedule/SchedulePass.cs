using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Schedule;

/// <summary>The device under test of the schedule probe: key expansion. Tests substitute a broken one. Not thread-safe.</summary>
internal abstract unsafe class SchedulePass
{
    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    public abstract void Expand(ReadOnlySpan<byte> key);

    /// <summary>Returns the round keys of the last key: Nr + 1 round keys of 16 bytes, in the order of the direction.</summary>
    public abstract byte* RoundKeys(CipherDirection direction);
}

/// <summary>Key expansion with AESKEYGENASSIST and AESIMC.</summary>
internal sealed unsafe class AesniSchedulePass : SchedulePass
{
    private readonly AesniKeySchedule _schedule = new();

    /// <inheritdoc/>
    public override void Expand(ReadOnlySpan<byte> key) => _schedule.Expand(key);

    /// <inheritdoc/>
    public override byte* RoundKeys(CipherDirection direction) =>
        direction == CipherDirection.Encrypt ? _schedule.EncryptionKeys : _schedule.DecryptionKeys;
}
