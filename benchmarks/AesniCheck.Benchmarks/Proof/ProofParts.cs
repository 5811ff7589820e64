namespace AesniCheck.Benchmarks.Proof;

/// <summary>What can be measured, and how.</summary>
internal static class ProofParts
{
    private static readonly (string Name, Func<ProofContext, Func<ProofResults, ProofResults>> Measure)[] All =
    [
        ("registers", RegistersPart.Measure),
        ("inside", InsidePart.Measure),
        ("anywhere", AnywherePart.Measure),
        ("control", ControlPart.Measure),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(part => part.Name)];

    /// <summary>Measures a part.</summary>
    /// <returns>What puts it into the results.</returns>
    /// <exception cref="InvalidOperationException">It can't be measured here; the message says why.</exception>
    public static Func<ProofResults, ProofResults> Measure(string name, ProofContext context) =>
        All.First(part => part.Name == name).Measure(context);
}

/// <summary>What parts are measured with.</summary>
/// <param name="Options">What to measure.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Stop">Asks to stop early.</param>
internal sealed record ProofContext(ProofOptions Options, TimeProvider Clock, CancellationToken Stop)
{
    /// <summary>Tells whoever waits how far it is.</summary>
    public void Tell(string line) => Console.Error.WriteLine($"{Clock.GetLocalNow():HH:mm:ss} {line}");
}
