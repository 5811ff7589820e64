namespace AesniCheck.Host.Counters;

/// <summary>Interrupts that a CPU has had, by what they were for.</summary>
/// <param name="Timer">Of its own timer; of its virtual timer where it is a guest of Xen or Hyper-V.</param>
/// <param name="FunctionCall">From another CPU that wants a function called, such as a memory barrier or a TLB shootdown.</param>
/// <param name="Reschedule">From another CPU that has woken a thread up for this one.</param>
/// <param name="TlbShootdown">
/// TLB shootdowns. Since Linux 4.8 each is in <paramref name="FunctionCall"/> too, and before that it was in this alone: the two
/// are never to be added.
/// </param>
/// <param name="Device">Of devices.</param>
/// <param name="Other">All else: non-maskable ones, of the performance counters, of the hypervisor, and so on.</param>
internal readonly record struct InterruptCounts(long Timer, long FunctionCall, long Reschedule, long TlbShootdown, long Device, long Other)
{
    /// <summary>All, each once; without the TLB shootdowns, which are function calls.</summary>
    public long Total => Timer + FunctionCall + Reschedule + Device + Other;

    /// <summary>What came since an earlier reading; never negative.</summary>
    public InterruptCounts Minus(InterruptCounts earlier) => new(
        Math.Max(0, Timer - earlier.Timer),
        Math.Max(0, FunctionCall - earlier.FunctionCall),
        Math.Max(0, Reschedule - earlier.Reschedule),
        Math.Max(0, TlbShootdown - earlier.TlbShootdown),
        Math.Max(0, Device - earlier.Device),
        Math.Max(0, Other - earlier.Other));
}
