using Xunit;

namespace AesniCheck.Probes;

public sealed class ProbeListTests
{
    [Fact]
    public void EveryProbeIsFoundByTheNameThatItHas() =>
        Assert.All(ProbeList.All, entry =>
        {
            Assert.Same(entry, ProbeList.ByName(entry.Name));
        });

    [Fact]
    public void AnUnknownNameIsRefusedWithTheNamesThereAre()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ProbeList.ByName("blok"));
        Assert.Contains("'blok'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(BlockProbe.ProbeName, exception.Message, StringComparison.Ordinal);
    }
}
