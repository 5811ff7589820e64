namespace AesniCheck.Plans;

/// <summary>A request that contradicts itself, or asks for more than this machine has.</summary>
/// <param name="part">The part of the request, as a property of the plan: <c>memory</c>, <c>placement</c>.</param>
/// <param name="message">The problem and the remedy, in half a sentence.</param>
public sealed class PlanException(string part, string message) : Exception(message)
{
    /// <summary>The part of the request.</summary>
    public string Part { get; } = part;
}
