using Xunit;

namespace AesniCheck.Cli;

/// <summary>Tests that start what loads every CPU: behind all others, and one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadedMachine
{
    public const string Name = "loaded machine";
}
