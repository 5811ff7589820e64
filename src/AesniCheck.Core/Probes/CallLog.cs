using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>
/// Records each cipher call of a worker before it starts, so that the last call is known if the process dies in it.
/// This base class records nothing. Not thread-safe.
/// </summary>
internal class CallLog
{
    /// <summary>A log that records nothing.</summary>
    public static CallLog None { get; } = new();

    /// <summary>Sets the probe and engine of the calls that follow.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="engine">The name of the engine.</param>
    public virtual void Enter(string probe, string engine)
    {
    }

    /// <summary>Records that a call begins.</summary>
    public virtual void Begin(in MessageCall call)
    {
    }

    /// <summary>Records that the call has returned.</summary>
    public virtual void End()
    {
    }
}

/// <summary>A call of a cipher.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Operation">Encryption or decryption; null while the key is set.</param>
/// <param name="KeySizeBits">128, 192 or 256.</param>
/// <param name="Length">The length of the message in bytes.</param>
/// <param name="InPlace">Whether the output overwrites the input.</param>
/// <param name="Place">Where the buffers lie; <see cref="BufferPlace.Within"/> if there are no inaccessible pages.</param>
/// <param name="UnitSeed">The seed of the unit.</param>
/// <param name="MessageIndex">The number of the message in the unit.</param>
internal readonly record struct MessageCall(
    CipherMode Mode, CipherDirection? Operation, int KeySizeBits, int Length, bool InPlace, BufferPlace Place, ulong UnitSeed, int MessageIndex);
