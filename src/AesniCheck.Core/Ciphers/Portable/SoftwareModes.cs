namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// The reference for whole messages: all modes in general-purpose registers only, over the software engine. Its ciphers don't
/// allocate after they are made, even when they get new keys.
/// </summary>
internal sealed class SoftwareModes() : PortableModes(AesEngines.Software)
{
    /// <inheritdoc/>
    protected override KeyExpander CreateKeyExpander()
    {
        var schedule = new SoftwareKeySchedule();
        var cipher = new SoftwareCipher(schedule);
        return key =>
        {
            schedule.Expand(key);
            return cipher;
        };
    }
}
