namespace AesniCheck.Plans;

/// <summary>The CPUs on which a worker runs.</summary>
public enum Placement
{
    /// <summary>Each worker on its assigned CPU.</summary>
    Pinned,

    /// <summary>On any CPU of the plan, chosen by the kernel.</summary>
    Floating,

    /// <summary>On another CPU of the plan every few milliseconds, moved from outside in the middle of its work.</summary>
    Hopping,
}
