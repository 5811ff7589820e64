namespace AesniCheck.Host.Limits;

/// <summary>How much memory there is for this process, swap included.</summary>
/// <param name="LimitBytes">The most that the machine, the cgroup and the limits of the process could ever give; null where the system doesn't tell.</param>
/// <param name="AvailableBytes">What can be taken now without somebody being killed for it; null where the system doesn't tell.</param>
internal readonly record struct MemoryAvailability(long? LimitBytes, long? AvailableBytes);
