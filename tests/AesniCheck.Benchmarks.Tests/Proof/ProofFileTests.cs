namespace AesniCheck.Benchmarks.Proof;

public sealed class ProofFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aesnicheck-tests-");

    [Fact]
    public void PartsThatAreNotMeasuredAgainStay()
    {
        Open().Update(results => results with { Registers = ProofSamples.Registers, Inside = ProofSamples.Inside });
        Open().Update(results => results with { Anywhere = ProofSamples.Anywhere(ProofSamples.Trial), Control = ProofSamples.Control });
        ProofResults results = Open().Results;

        Assert.Equal(ProofSamples.Registers.Classes.Count, results.Registers!.Classes.Count);
        Assert.Equal(new Spread(10, 0.5, 0.6, 1.9), results.Inside!.Faults[0].SecondsFromStart);
        Assert.Equal(ProofSamples.Trial, Assert.Single(results.Anywhere!.Notable));
        Assert.Equal(1800, results.Control!.Seconds);
    }

    [Fact]
    public void TheReportTellsWhatIsNotReached()
    {
        Open().Update(results => results with { Registers = ProofSamples.Registers, Inside = ProofSamples.Inside });
        string report = Read("md");

        Assert.Contains("| default run: `flip` in xmm | at least 95 of 100 | 96 of 100 | reached |", report, StringComparison.Ordinal);
        Assert.Contains("| `chain`: `leak` in xmm | at least 99 of 100 | 98 of 100 | **not reached** |", report, StringComparison.Ordinal);
        Assert.Contains("| `register`: `flip` in opmask | as high as can be | 75 of 100 |  |", report, StringComparison.Ordinal);
        Assert.Contains("| self-inverting AES on one CPU | always, in the first 2 s | 10 of 10 runs; after 1.90 s at the latest | reached |", report, StringComparison.Ordinal);
        Assert.Contains("| within 3 s of its happening | 39 of 40; after 3.0 ms at the latest | **not reached** |", report, StringComparison.Ordinal);
        Assert.Contains("| median under 50 ms, worst under 1 s | median 12.0 ms, worst 900.0 ms | reached |", report, StringComparison.Ordinal);
        Assert.Contains("| `block`: `flip` in xmm | at least 90 of 100 | not measured |  |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsLostIsListedInOneRow()
    {
        Open().Update(results => results with { Anywhere = ProofSamples.Anywhere(ProofSamples.Trial) });

        Assert.Contains(
            """| worker 1 | zmm16-31 17 | 3 | `Class::Method\|x` | read | `vpaddd zmm1,zmm2,zmm17` | `Class::Method` | 12 |  |  |  |""",
            Read("md"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheNameOfTheMachineIsNotWritten()
    {
        Open().Update(results => results with { Control = ProofSamples.Control });

        Assert.DoesNotContain(ProofSamples.Host.Name, Read("json") + Read("md"), StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsOfAnotherFormAreRefused()
    {
        File.WriteAllText(PathOf("json"), "{}");

        Assert.Contains("another form", Assert.Throws<InvalidOperationException>(Open).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ProofFile Open() => new(_folder.FullName, ProofSamples.Host);

    private string Read(string extension) => File.ReadAllText(PathOf(extension));

    private string PathOf(string extension) => Path.Combine(_folder.FullName, $"detection-intel-r-xeon-r-cpu-2-50ghz.{extension}");
}
