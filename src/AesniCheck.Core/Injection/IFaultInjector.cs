namespace AesniCheck.Injection;

/// <summary>Puts faults into a worker process that runs. For one thread, which does not end in between.</summary>
internal interface IFaultInjector
{
    /// <summary>Tries once.</summary>
    /// <param name="kind">What to do.</param>
    /// <param name="area">Where; null for the kinds that change all areas, or none.</param>
    InjectionAttempt TryInject(FaultKind kind, RegisterArea? area);

    /// <summary>Tries once to put another fault of the kind and area of a fault into the same thread.</summary>
    /// <param name="fault">The fault; one that has an area.</param>
    InjectionAttempt TryInjectAgain(InjectedFault fault);
}
