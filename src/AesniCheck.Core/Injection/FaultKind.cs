using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Injection;

/// <summary>A change to vector registers; each kind imitates a hypervisor or kernel that loses them or mixes them up.</summary>
[JsonConverter(typeof(KebabCaseConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>No change: the thread is stopped, its registers are read and written back unchanged. Must never be detected.</summary>
    None,

    /// <summary>One bit of one register flipped.</summary>
    Flip,

    /// <summary>One register lost: all its bits zero.</summary>
    Zero,

    /// <summary>One register replaced by the same register of another worker.</summary>
    Leak,

    /// <summary>One register replaced by its own value from some time before.</summary>
    Stale,

    /// <summary>All vector registers of two workers exchanged.</summary>
    SwapThreads,

    /// <summary>One bit flipped, and then others in the same thread repeatedly until the first is explained: registers are lost during the analysis.</summary>
    Again,
}
