namespace AesniCheck.Host.Counters;

/// <summary>The interrupts of a CPU, by purpose.</summary>
/// <param name="Timer">From its own timer; from its virtual timer in a guest of Xen or Hyper-V.</param>
/// <param name="FunctionCall">From another CPU that requests a function call, such as a memory barrier or a TLB shootdown.</param>
/// <param name="Reschedule">From another CPU that has woken up a thread for this one.</param>
/// <param name="TlbShootdown">
/// TLB shootdowns. Since Linux 4.8, <paramref name="FunctionCall"/> includes them; before that, they were counted here only: never add
/// the two.
/// </param>
/// <param name="Device">From devices.</param>
/// <param name="Other">All others: non-maskable interrupts, those of the performance counters, of the hypervisor, and so on.</param>
internal readonly record struct InterruptCounts(long Timer, long FunctionCall, long Reschedule, long TlbShootdown, long Device, long Other)
{
    /// <summary>All interrupts, each once; without the TLB shootdowns, which are function calls.</summary>
    public long Total => Timer + FunctionCall + Reschedule + Device + Other;

    /// <summary>The increase since an earlier reading; never negative.</summary>
    public InterruptCounts Minus(InterruptCounts earlier) => new(
        Math.Max(0, Timer - earlier.Timer),
        Math.Max(0, FunctionCall - earlier.FunctionCall),
        Math.Max(0, Reschedule - earlier.Reschedule),
        Math.Max(0, TlbShootdown - earlier.TlbShootdown),
        Math.Max(0, Device - earlier.Device),
        Math.Max(0, Other - earlier.Other));
}
