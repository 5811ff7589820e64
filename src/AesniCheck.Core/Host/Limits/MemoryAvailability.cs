namespace AesniCheck.Host.Limits;

/// <summary>The memory available to this process, swap included.</summary>
/// <param name="LimitBytes">The upper limit given by the machine, the cgroup and the limits of the process; null if unknown.</param>
/// <param name="AvailableBytes">The memory that can be taken now without causing a process to be killed; null if unknown.</param>
internal readonly record struct MemoryAvailability(long? LimitBytes, long? AvailableBytes);
