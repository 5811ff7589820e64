namespace AesniCheck.Probes;

/// <summary>Whose code a probe tests: what can be wrong where the CPU is right.</summary>
internal enum CodeOwner
{
    /// <summary>This program's loops, as the runtime compiled them.</summary>
    Program,

    /// <summary>A cryptographic library.</summary>
    Library,

    /// <summary>The kernel's drivers.</summary>
    Kernel,
}
