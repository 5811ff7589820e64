namespace AesniCheck.Plans;

/// <summary>On which CPUs a worker runs.</summary>
public enum Placement
{
    /// <summary>Each on the CPU that it was made for.</summary>
    Pinned,

    /// <summary>Where the kernel puts it, among the CPUs of the plan.</summary>
    Floating,

    /// <summary>On another CPU of the plan every few milliseconds, moved from outside in the middle of its work.</summary>
    Hopping,
}
