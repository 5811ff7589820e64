namespace AesniCheck.Host;

/// <summary>Tables of the kernel's counters, written from its documented formats: arch/x86/kernel/irq.c, fs/proc/softirqs.c, proc_stat(5).</summary>
internal static class KernelTables
{
    /// <summary>KVM, Linux 6.x; CPU 1 is offline.</summary>
    public const string KvmInterrupts = """
                   CPU0       CPU2       CPU3
          8:          0          0          1  IO-APIC   8-edge      rtc0
         24:          1         40          0 PCI-MSIX-0000:00:01.0   0-edge      virtio0-config
         25:        300          0          7 PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0
        NMI:          2          0          0   Non-maskable interrupts
        LOC:    2407212    2439864        500   Local timer interrupts
        SPU:          0          0          0   Spurious interrupts
        PMI:          2          0          0   Performance monitoring interrupts
        IWI:          0          1          0   IRQ work interrupts
        RTR:          9          0          0   APIC ICR read retries
        RES:     422290     352509         20   Rescheduling interrupts
        CAL:    1526093    1416991         90   Function call interrupts
        TLB:    1160831    1108627         70   TLB shootdowns
        TRM:          0          0          0   Thermal event interrupts
        MCP:         66         66         66   Machine check polls
        HYP:         49         68          3   Hypervisor callback interrupts
        ERR:          5
        MIS:          6
        PIN:          0          0          0   Posted-interrupt notification event

        """;

    /// <summary>A Xen paravirtual guest, Linux 3.2: the local timer's count does not change, each event counts as an upcall, and IPIs count twice.</summary>
    public const string XenInterrupts = """
                   CPU0       CPU1
         64:    5000100          0  xen-percpu-virq      timer0
         65:     900001          0  xen-percpu-ipi       resched0
         66:        700          0  xen-percpu-ipi       callfunc0
         67:          0          0  xen-percpu-virq      debug0
         68:       4000          0  xen-percpu-ipi       callfuncsingle0
         69:          3          0  xen-percpu-ipi       irqwork0
         70:          8          0  xen-percpu-ipi       spinlock0
         71:          0    4000100  xen-percpu-virq      timer1
         72:          0     800001  xen-percpu-ipi       resched1
         78:        620          0   xen-dyn-event     xenbus
         79:      33000         11   xen-dyn-event     blkif
         80:          0       2000   xen-dyn-event     eth0
        NMI:          0          0   Non-maskable interrupts
        LOC:          0          0   Local timer interrupts
        IWI:          3          0   IRQ work interrupts
        RES:     900001     800001   Rescheduling interrupts
        CAL:       4700       3300   Function call interrupts
        TLB:       2100       1900   TLB shootdowns
        HYP:    5938432    4805412   Hypervisor callback interrupts
        ERR:          0
        MIS:          0

        """;

    /// <summary>Hyper-V, Linux 6.x: its synthetic timer instead of the local one.</summary>
    public const string HyperVInterrupts = """
                   CPU0       CPU1
          4:       1500          0   IO-APIC   4-edge      ttyS0
        LOC:          0          0   Local timer interrupts
        RES:       1000       2000   Rescheduling interrupts
        CAL:       3000       4000   Function call interrupts
        TLB:        100        200   TLB shootdowns
        HYP:      10000      20000   Hypervisor callback interrupts
        HRE:          1          0   Hyper-V reenlightenment interrupts
        HVS:     700000     800000   Hyper-V stimer0 interrupts
        ERR:          0
        MIS:          0

        """;

    /// <summary>Lists all CPUs that could be there.</summary>
    public const string Softirqs = """
                            CPU0       CPU1       CPU2       CPU3
                  HI:          1          0          0          0
               TIMER:     328957          0     278385         10
              NET_TX:          4          0          0          0
              NET_RX:       4016          0       5081         20
               BLOCK:          0          0     317228          0
            IRQ_POLL:          0          0          0          0
             TASKLET:          3          0          2          0
               SCHED:     316081          0     317123         30
             HRTIMER:          0          0          0          0
                 RCU:     830876          0     853197         40

        """;

    public const string Stat = """
        cpu  1454705 5178 92406 809498 4695 0 327 895 2 0
        cpu0 709068 3759 43312 426695 428 0 55 457 0 0
        cpu2 745637 1419 49093 382802 4267 0 272 437 1 0
        cpu3 5 4 3 2 1 0 0 1 1 0
        intr 8910730 0 0 0 0 0 0 0 0 0
        ctxt 1990473
        btime 1062191376

        """;
}
