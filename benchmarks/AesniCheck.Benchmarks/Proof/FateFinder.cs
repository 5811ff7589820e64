using AesniCheck.Benchmarks.Detection;
using AesniCheck.Benchmarks.Fate;
using AesniCheck.Injection;
using AesniCheck.Interop;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Finds out what becomes of a bit that has been turned over in a thread of a process. For the thread that traces.</summary>
internal sealed class FateFinder : IDisposable
{
    // Their hand-written code calls itself with rules of its own.
    private static readonly string[] OwnRules = ["libcrypto", "libssl"];

    private readonly CodeMap _code;
    private readonly ProcessMemory _memory;
    private readonly FateTracker _tracker;
    private readonly LivenessSearch _search;

    public FateFinder(int processId, CodeMapFolder folder, TimeProvider clock)
    {
        _code = new CodeMap(processId, folder);
        _memory = new ProcessMemory(processId);
        var uses = new RegisterUses();
        _tracker = new FateTracker(_memory.Read, uses, clock);
        _search = new LivenessSearch(_memory.Read, uses);
    }

    /// <summary>The code at an address.</summary>
    public CodePlace PlaceOf(ulong address) => _code.Find(address);

    /// <summary>Follows the bit while the thread is held, lets it go, and goes on with the code alone if need be.</summary>
    public RegisterFate Find(InjectedFault fault, ThreadTrace held)
    {
        var part = RegisterPart.Of(fault.Changes[0]);
        if (fault.InSystemCall)
        {
            held.Dispose();
            return BehindSystemCall(fault.InstructionPointer, part, steps: 0);
        }

        // Most often the code alone tells, and the thread stands still for hardly longer than without a question.
        if (Search(fault.InstructionPointer, part) is { IsDead: true })
        {
            held.Dispose();
            return new RegisterFate(FateKind.NeverRead, fault.InstructionPointer, null, 0);
        }

        RegisterFate fate;
        using (new RaisedPriority(fault.ThreadId))
        {
            fate = _tracker.Follow(new HeldThread(held), part);
        }

        held.Dispose();
        return fate.Kind switch
        {
            FateKind.SystemCall => BehindSystemCall(fate.Address, part, fate.Steps),
            FateKind.Undecided => AfterSteps(fate, part),
            _ => fate,
        };
    }

    public void Dispose() => _memory.Dispose();

    private RegisterFate BehindSystemCall(ulong address, RegisterPart part, int steps)
    {
        Liveness liveness = HasOwnRules(address)
            ? new Liveness(false, address, "a system call in code with rules of its own")
            : _search.Search(address, part, isInSystemCall: true);
        return liveness.IsDead
            ? new RegisterFate(FateKind.SystemCall, address, null, steps)
            : new RegisterFate(FateKind.Undecided, liveness.Address, liveness.Why, steps);
    }

    private RegisterFate AfterSteps(RegisterFate fate, RegisterPart part) => Search(fate.Address, part) switch
    {
        { IsDead: true } => fate with { Kind = FateKind.NeverRead, Instruction = null },
        { } found => fate with { Address = found.Address, Instruction = found.Why },
        null => fate,
    };

    /// <summary>Searches code that keeps to the rules, as what a compiler made does; null where it may not.</summary>
    private Liveness? Search(ulong address, RegisterPart part) => HasOwnRules(address) ? null : _search.Search(address, part, isInSystemCall: false);

    private bool HasOwnRules(ulong address)
    {
        string place = PlaceOf(address).Name;
        return OwnRules.Any(name => place.Contains(name, StringComparison.Ordinal));
    }

    private sealed class HeldThread(ThreadTrace trace) : ISteppedThread
    {
        public ulong InstructionPointer => trace.InstructionPointer;

        public bool TryStep() => trace.Step() is null;
    }
}
