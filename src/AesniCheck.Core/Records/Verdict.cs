using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>What broke, as far as the evidence shows. The list is closed; <see cref="VerdictMeaning"/> says what each means.</summary>
[JsonConverter(typeof(KebabCaseConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The CPU computes wrong results, in most repetitions.</summary>
    CpuPersistent,

    /// <summary>The CPU computes wrong results, in some repetitions.</summary>
    CpuSporadic,

    /// <summary>A vector register was lost or changed.</summary>
    RegisterState,

    /// <summary>A vector register held a value of another thread, unit or process.</summary>
    RegisterLeak,

    /// <summary>A kernel driver is wrong where the CPU, used from user space, is right.</summary>
    KernelPath,

    /// <summary>The crypto library is wrong where the CPU is right.</summary>
    Library,

    /// <summary>Key, input or expected value changed in memory.</summary>
    Memory,

    /// <summary>The software reference is wrong; no CPU is blamed.</summary>
    Reference,

    /// <summary>The .NET runtime or its compiler generated wrong code: its result is wrong every time, and its instructions, executed one at a time, are right.</summary>
    Runtime,

    /// <summary>The worker process crashed, was killed, fell silent, hung, leaked memory, or wrote a malformed event.</summary>
    ProcessCrash,

    /// <summary>A miscompare that none of the others explains, or that was not analysed because its worker process ended first.</summary>
    Unexplained,
}

/// <summary>The meanings of verdicts, and what to do about them. Summaries, pages, the schema and <c>docs/findings.md</c> take them from here; tests hold that.</summary>
internal static class VerdictMeaning
{
    private const string FleetCommand = " (`aesnicheck report *.json --html fleet.html`)";

    /// <summary>Returns the meaning, as half a sentence.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.CpuPersistent => "the CPU computes wrong results, in most repetitions",
        Verdict.CpuSporadic => "the CPU computes wrong results, in some repetitions",
        Verdict.RegisterState => "a vector register was lost or changed",
        Verdict.RegisterLeak => "a vector register held a value of another thread, unit or process",
        Verdict.KernelPath => "a kernel driver is wrong where the CPU, used from user space, is right",
        Verdict.Library => "the crypto library is wrong where the CPU is right",
        Verdict.Memory => "key, input or expected value changed in memory",
        Verdict.Reference => "the software reference is wrong; no CPU is blamed",
        Verdict.Runtime => "the .NET runtime or its compiler generated wrong code: its result is wrong every time, and its instructions, executed one at a time, are right",
        Verdict.ProcessCrash => "the worker process crashed, was killed, fell silent, hung, leaked memory, or wrote a malformed event",
        _ => "a miscompare that none of the others explains, or that was not analysed because its worker process ended first",
    };

    /// <summary>Returns what to do, as half a sentence. Commands and names of verdicts are between backticks.</summary>
    public static string NextStep(Verdict verdict) => verdict switch
    {
        Verdict.CpuPersistent or Verdict.CpuSporadic => "move the guest to other hardware; report host, CPU and microcode to the provider",
        Verdict.RegisterState => "suspect the hypervisor and the kernel: compare guests with other versions of them" + FleetCommand,
        Verdict.RegisterLeak => "suspect the hypervisor and the kernel, as for `register-state`; treat the record as confidential",
        Verdict.KernelPath => "update the kernel, or unload or blacklist `aesni_intel` if it is a module (`aesnicheck info`)",
        Verdict.Library => "update OpenSSL",
        Verdict.Memory => "test the memory",
        Verdict.Runtime => "use another build, or another version of .NET",
        Verdict.ProcessCrash => "read the kernel's log first (`journalctl -k`)",
        _ => "run it again, and report it with the record",
    };

    /// <summary>Returns the same for the page of a fleet, which already makes the comparison.</summary>
    public static string NextStepInFleet(Verdict verdict) => Plain(NextStep(verdict).Replace(FleetCommand, ", as below", StringComparison.Ordinal));

    /// <summary>Returns the same for plain text.</summary>
    public static string PlainNextStep(Verdict verdict) => Plain(NextStep(verdict));

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
