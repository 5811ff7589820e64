using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>
/// Where a worker notes, before it calls a cipher, what it is about to do, so that the last call of a process that dies in it is known.
/// This one notes nothing. For one thread.
/// </summary>
internal class CallLog
{
    /// <summary>A log that notes nothing.</summary>
    public static CallLog None { get; } = new();

    /// <summary>The calls to come are of this probe and engine.</summary>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="engine">The name of the engine.</param>
    public virtual void Enter(string probe, string engine)
    {
    }

    /// <summary>A call begins.</summary>
    public virtual void Begin(in MessageCall call)
    {
    }

    /// <summary>The call has come back.</summary>
    public virtual void End()
    {
    }
}

/// <summary>A call of a cipher.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Operation">Encryption or decryption; null where the key is set.</param>
/// <param name="KeySizeBits">128, 192 or 256.</param>
/// <param name="Length">The length of the message in bytes.</param>
/// <param name="InPlace">Whether the output goes where the input comes from.</param>
/// <param name="Place">Where the buffers lie; within where there are no pages that may not be touched.</param>
/// <param name="UnitSeed">The seed of the unit.</param>
/// <param name="MessageIndex">The number of the message in the unit.</param>
internal readonly record struct MessageCall(
    CipherMode Mode, CipherDirection? Operation, int KeySizeBits, int Length, bool InPlace, BufferPlace Place, ulong UnitSeed, int MessageIndex);
