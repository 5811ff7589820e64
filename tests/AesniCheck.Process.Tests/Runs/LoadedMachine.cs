using Xunit;

namespace AesniCheck.Processes;

/// <summary>
/// Tests that need most of the machine, since they wait until every CPU has done its share or every fault is seen: after all others, and one
/// at a time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadedMachine
{
    public const string Name = "loaded machine";
}
