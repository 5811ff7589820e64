namespace AesniCheck.Plans;

/// <summary>By which rules the kernel gives a worker its time: sched(7).</summary>
public enum WorkerPolicy
{
    /// <summary>SCHED_OTHER, as all programs.</summary>
    Other,

    /// <summary>SCHED_BATCH: it takes no CPU from another thread when it wakes.</summary>
    Batch,

    /// <summary>SCHED_IDLE: it runs when hardly anybody else wants to, and is preempted by all that do.</summary>
    Idle,
}
