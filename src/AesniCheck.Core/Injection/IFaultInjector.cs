namespace AesniCheck.Injection;

/// <summary>Injects faults into a running worker process. For one thread, which does not end in between.</summary>
internal interface IFaultInjector
{
    /// <summary>Tries once to inject a fault.</summary>
    /// <param name="kind">The kind of fault.</param>
    /// <param name="area">The area; null for the kinds that change all areas, or none.</param>
    InjectionAttempt TryInject(FaultKind kind, RegisterArea? area);

    /// <summary>Tries once to inject another fault of the same kind and area into the same thread.</summary>
    /// <param name="fault">The earlier fault, which has an area.</param>
    InjectionAttempt TryInjectAgain(InjectedFault fault);
}
