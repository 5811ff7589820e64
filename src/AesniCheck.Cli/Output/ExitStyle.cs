namespace AesniCheck.Cli.Output;

/// <summary>The reader of a gate's exit code.</summary>
internal enum ExitStyle
{
    /// <summary>People and scripts: the exit codes of all commands.</summary>
    Default,

    /// <summary>node-problem-detector, as a custom plugin: 0 for no problem, 1 for a problem, any other code for unknown. The message is one short line.</summary>
    Npd,

    /// <summary>Nagios, Icinga and compatible systems: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. One line, with performance data after a bar.</summary>
    Nagios,

    /// <summary>
    /// Slurm's HealthCheckProgram, or a script in that role: it is killed after 60 s. Slurm ignores the exit code: if it is not 0, a script drains the node,
    /// with the one line as its reason.
    /// </summary>
    Slurm,
}
