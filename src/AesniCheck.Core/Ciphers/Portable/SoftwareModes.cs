namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// The reference for whole messages: all modes in general-purpose registers only, over the software engine. Its ciphers allocate
/// nothing once they are made, whatever keys they are given.
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
