using Xunit;

// The processes that these tests start load every CPU.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
