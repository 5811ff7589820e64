namespace AesniCheck.Probes;

/// <summary>The unit in which reports for people count a probe's work.</summary>
internal enum WorkUnit
{
    /// <summary>Blocks of 16 bytes: <see cref="Work.Blocks"/>.</summary>
    Block,

    /// <summary>Rounds of AES: <see cref="Work.Rounds"/>.</summary>
    Round,

    /// <summary>Round keys: <see cref="Work.Rounds"/>.</summary>
    RoundKey,

    /// <summary>Mixing steps of a register: <see cref="Work.Rounds"/>.</summary>
    Step,
}
