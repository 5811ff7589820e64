using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>What broke, as far as one look can tell. The list is closed.</summary>
[JsonConverter(typeof(KebabCaseConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The CPU computes wrongly, in most repetitions: an instruction by itself, or again in the same way.</summary>
    CpuPersistent,

    /// <summary>The CPU computes wrongly at times: an instruction by itself, or again in the same way.</summary>
    CpuSporadic,

    /// <summary>A vector register was lost or changed.</summary>
    RegisterState,

    /// <summary>A vector register held what belongs to somebody else.</summary>
    RegisterLeak,

    /// <summary>The kernel's driver is wrong where user space is right.</summary>
    KernelPath,

    /// <summary>A cryptographic library is wrong where the CPU is right.</summary>
    Library,

    /// <summary>Plaintext, key schedule or expected value changed in memory.</summary>
    Memory,

    /// <summary>The software reference, which expected values come from, is wrong.</summary>
    Reference,

    /// <summary>The runtime, or its compiler, made wrong code: it is wrong each time, and its instructions, executed one at a time, are right.</summary>
    Runtime,

    /// <summary>The worker process crashed, was killed, fell silent, hung in a worker, took memory without end, or wrote what is no event.</summary>
    ProcessCrash,

    /// <summary>None of these can be shown.</summary>
    Unexplained,
}
