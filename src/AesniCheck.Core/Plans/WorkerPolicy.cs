namespace AesniCheck.Plans;

/// <summary>The scheduling policy of a worker: sched(7).</summary>
public enum WorkerPolicy
{
    /// <summary>SCHED_OTHER, as for all programs.</summary>
    Other,

    /// <summary>SCHED_BATCH: it does not preempt another thread when it wakes.</summary>
    Batch,

    /// <summary>SCHED_IDLE: it runs when hardly any other thread wants to, and is preempted by all that do.</summary>
    Idle,
}
