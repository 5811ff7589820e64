namespace AesniCheck.Ciphers;

/// <summary>
/// The reference: FIPS 197 by table lookup, in general-purpose registers only, so that damage to vector registers
/// cannot affect an expected value.
/// </summary>
public sealed class SoftwareEngine : AesEngine
{
    /// <inheritdoc/>
    public override string Name => "software";

    /// <inheritdoc/>
    public override bool IsSupported => true;

    /// <inheritdoc/>
    public override AesCipher CreateCipher(ReadOnlySpan<byte> key)
    {
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(key);
        return new SoftwareCipher(schedule);
    }
}
