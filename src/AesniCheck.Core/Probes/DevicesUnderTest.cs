using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>What the probes check. The product has one value of it, <see cref="Machine"/>; test assemblies put broken devices here.</summary>
internal sealed record DevicesUnderTest
{
    /// <summary>This machine, as it is.</summary>
    public static DevicesUnderTest Machine { get; } = new();

    /// <summary>AES in hardware, for known answers and for replays.</summary>
    public AesEngine Aesni { get; init; } = AesEngines.Aesni;

    /// <summary>Makes the loops of the block probe, for one worker each.</summary>
    public Func<BlockPass> CreateBlockPass { get; init; } = () => new AesniBlockPass();

    /// <summary>Makes the loops of the register probe, for one worker each.</summary>
    public Func<RegisterPass> CreateRegisterPass { get; init; } = () => new AvxRegisterPass();

    /// <summary>Has the hot loops compiled ahead of their use.</summary>
    public void Prepare()
    {
        CreateBlockPass().Prepare();
        CreateRegisterPass().Prepare();
    }
}
