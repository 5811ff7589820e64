using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Injection;

/// <summary>What is done to vector registers: each is what a hypervisor or kernel does that loses or mixes them up.</summary>
[JsonConverter(typeof(KebabCaseConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Nothing: the thread is stopped, its registers are read and written back as they were. Must never be seen.</summary>
    None,

    /// <summary>One bit of one register turned over.</summary>
    Flip,

    /// <summary>One register lost: all its bits zero.</summary>
    Zero,

    /// <summary>One register that holds what the same register of another worker holds.</summary>
    Leak,

    /// <summary>One register that holds what it held some time before.</summary>
    Stale,

    /// <summary>All vector registers of two workers exchanged.</summary>
    SwapThreads,

    /// <summary>One bit turned over, and others in the same thread again and again until the first is explained: registers are lost while it is looked into.</summary>
    Again,
}
