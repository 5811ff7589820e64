using Xunit;

namespace AesniCheck.Stressors;

/// <summary>Tests that count threads or descriptors of the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "the whole process";
}
