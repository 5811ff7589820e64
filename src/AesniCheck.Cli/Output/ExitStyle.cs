namespace AesniCheck.Cli.Output;

/// <summary>Who reads the exit code of a gate.</summary>
internal enum ExitStyle
{
    /// <summary>People and scripts: the exit codes of all commands.</summary>
    Default,

    /// <summary>node-problem-detector, as a custom plugin: 0 for no problem, 1 for a problem, all else for "not known". The message is one short line.</summary>
    Npd,

    /// <summary>Nagios, Icinga and their like: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. One line, and numbers behind a bar.</summary>
    Nagios,

    /// <summary>
    /// Slurm's HealthCheckProgram, or a script that is one: it is killed after 60 s. Slurm looks at no exit code: a script drains the node, with the
    /// one line as its reason, where it is not 0.
    /// </summary>
    Slurm,
}
