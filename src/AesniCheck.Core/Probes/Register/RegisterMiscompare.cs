using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// A pass of the register probe behind which at least one value was not what it must be: all values, expected and actual, one
/// register after the other.
/// </summary>
public sealed record RegisterMiscompare : Miscompare
{
    /// <summary>The registers that the loop fills.</summary>
    public required RegisterKind Registers { get; init; }

    /// <summary>What happened in the loop on purpose.</summary>
    public required RegisterEvent Event { get; init; }

    /// <summary>The steps of each value.</summary>
    public required int StepCount { get; init; }

    /// <summary>The numbers of the values that are wrong, from 0. Each has a register of its own.</summary>
    public required IReadOnlyList<int> WrongValues { get; init; }

    /// <summary>What the registers hold that no step changes, as it stood in the unit.</summary>
    public required byte[] Constants { get; init; }

    /// <summary>The values at the start, as they stood in the unit.</summary>
    public required byte[] Starts { get; init; }
}
