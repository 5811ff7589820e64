using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The faulty part, as far as a single observation shows. The list is closed.</summary>
[JsonConverter(typeof(KebabCaseConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The CPU computes wrong results in most repetitions: with a single instruction, or again in the same way.</summary>
    CpuPersistent,

    /// <summary>The CPU computes wrong results at times: with a single instruction, or again in the same way.</summary>
    CpuSporadic,

    /// <summary>A vector register was lost or changed.</summary>
    RegisterState,

    /// <summary>A vector register held data of another owner.</summary>
    RegisterLeak,

    /// <summary>The kernel's driver is wrong although user space is right.</summary>
    KernelPath,

    /// <summary>A cryptographic library is wrong although the CPU is right.</summary>
    Library,

    /// <summary>Plaintext, key schedule or expected value changed in memory.</summary>
    Memory,

    /// <summary>The software reference, the source of the expected values, is wrong.</summary>
    Reference,

    /// <summary>The runtime or its compiler generated wrong code: the result is wrong each time, but its instructions, executed one at a time, are right.</summary>
    Runtime,

    /// <summary>The worker process crashed, was killed, fell silent, hung in a worker, leaked memory, or wrote a malformed event.</summary>
    ProcessCrash,

    /// <summary>None of the above can be shown.</summary>
    Unexplained,
}
