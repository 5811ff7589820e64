using AesniCheck.Processes.Harness;
using AesniCheck.Records;

namespace AesniCheck.Processes;

/// <summary>The command <c>gate</c>.</summary>
public abstract class GateScenario : Scenario
{
    private protected (ProcessResult Result, RunRecord Record) Run(params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["gate", .. arguments, "--json", "gate.json"]).In(Folder).Run();
        return (result, RecordFiles.Read(Folder["gate.json"]));
    }
}
