using AesniCheck.Ciphers;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>Changes the round keys of a key.</summary>
/// <param name="call">The number of the expansion, from 1.</param>
/// <param name="key">The key.</param>
/// <param name="encryption">The right round keys of encryption, to be changed.</param>
/// <param name="decryption">Those of decryption.</param>
internal delegate void RoundKeyChange(int call, ReadOnlySpan<byte> key, Span<byte> encryption, Span<byte> decryption);

/// <summary>The real key expansion, with scripted errors.</summary>
internal sealed unsafe class ScriptedSchedulePass(RoundKeyChange change) : SchedulePass
{
    private readonly AesniSchedulePass _real = new();
    private int _calls;

    public override void Expand(ReadOnlySpan<byte> key)
    {
        _real.Expand(key);
        int bytes = 16 * (AesKeySizes.FromByteCount(key.Length).RoundCount + 1);
        change(
            ++_calls,
            key,
            new Span<byte>(_real.RoundKeys(CipherDirection.Encrypt), bytes),
            new Span<byte>(_real.RoundKeys(CipherDirection.Decrypt), bytes));
    }

    public override byte* RoundKeys(CipherDirection direction) => _real.RoundKeys(direction);
}
