using AesniCheck.Ciphers;
using AesniCheck.Plans;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes;

/// <summary>A worker process runs the engines that its plan has in use: no more, whatever the process could, and no fewer.</summary>
public sealed class PlannedEnginesTests
{
    private readonly CollectingHandler _handler = new();

    [Fact]
    public void TheRegisterProbeFillsTheRegistersOfThePlan()
    {
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Zmm, RegisterKind.Ymm, RegisterKind.Opmask);
        Run(RegisterProbe.Entry, new DevicesUnderTest { CreateRegisterPass = () => pass }, Engine("register", "ymm", used: true), Engine("register", "zmm", used: false));
        Assert.Equal([RegisterKind.Ymm], pass.Passes.Select(done => done.Kind).Distinct());
    }

    [Fact]
    public void TheModeProbeAsksTheEnginesOfThePlan()
    {
        var used = new ScriptedModes(ModeEngines.Software, "a");
        var unused = new ScriptedModes(ModeEngines.Software, "b");
        Run(ModeProbe.Entry, new DevicesUnderTest { ModeEngines = [used, unused] }, Engine("mode", "a", used: true), Engine("mode", "b", used: false));
        Assert.InRange(used.Calls, 1, int.MaxValue);
        Assert.Equal(0, unused.Calls);
    }

    [Fact]
    public void APlanThatNamesNoEnginesHasThemAll()
    {
        var modes = new ScriptedModes(ModeEngines.Software, "a");
        var pass = new ScriptedRegisterPass((_, _) => { }, RegisterKind.Ymm);
        var devices = new DevicesUnderTest { ModeEngines = [modes], CreateRegisterPass = () => pass };
        Run(ModeProbe.Entry, devices);
        Run(RegisterProbe.Entry, devices, Engine("mode", "b", used: true));
        Assert.InRange(modes.Calls, 1, int.MaxValue);
        Assert.NotEmpty(pass.Passes);
    }

    private void Run(ProbeEntry entry, DevicesUnderTest devices, params PlannedEngine[] engines)
    {
        Probe probe = entry.Begin((Samples.Plan with { Engines = engines }).SetupFor(devices))(ProbeCases.Context(_handler));

        // As many turns as bring each kind of registers once.
        for (int turn = 0; turn < 14; turn++)
        {
            probe.RunTurn();
        }

        Assert.Empty(_handler.Miscompares);
    }

    private static PlannedEngine Engine(string probe, string name, bool used) => new(probe, name, used);
}
