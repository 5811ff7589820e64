using AesniCheck.Interop;
using AesniCheck.Stressors;

namespace AesniCheck.Execution;

/// <summary>A stressor with scripted actions that records the CPUs on which it performed them.</summary>
internal sealed class ScriptedStressor(int cpu, Func<int, long> step) : Stressor
{
    private int _steps;

    public int Cpu => cpu;

    public int MadeBy { get; } = Scheduling.CurrentThreadId();

    public HashSet<int> SteppedBy { get; } = [];

    public HashSet<int> SteppedOn { get; } = [];

    public int? DisposedBy { get; private set; }

    public string? Lost { get; set; }

    public long Held { get; set; }

    public override string? Loss => Lost;

    public override long HeldBytes => Held;

    public int Steps => Volatile.Read(ref _steps);

    /// <summary>Its entry in the list of stressors.</summary>
    public static StressorEntry Entry(string name, StressorPace pace, List<ScriptedStressor> made, Func<int, long>? step = null) => new()
    {
        Name = name,
        Purpose = "what a test wants",
        Imitates = "nothing",
        Event = "step",
        Pace = pace,
        Interval = TimeSpan.FromMilliseconds(5),
        Begin = _ => cpu => Make(cpu, step ?? (_ => 1), made),
    };

    public override long Step()
    {
        SteppedBy.Add(Scheduling.CurrentThreadId());
        SteppedOn.Add(Scheduling.CurrentCpu());
        Volatile.Write(ref _steps, _steps + 1);
        return step(_steps);
    }

    public override void Dispose()
    {
        DisposedBy = DisposedBy is null ? Scheduling.CurrentThreadId() : throw new InvalidOperationException("Disposed twice.");
        base.Dispose();
    }

    private static ScriptedStressor Make(int cpu, Func<int, long> step, List<ScriptedStressor> made)
    {
        var stressor = new ScriptedStressor(cpu, step);
        lock (made)
        {
            made.Add(stressor);
        }

        return stressor;
    }
}
