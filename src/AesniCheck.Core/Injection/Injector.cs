using System.Globalization;
using AesniCheck.Host;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;

namespace AesniCheck.Injection;

/// <summary>
/// Turns bits over in the vector registers of a worker process that runs: in one of its workers, at a moment when that is in
/// user mode. For one thread, which does not end in between: see <see cref="ThreadTrace"/>.
/// </summary>
/// <param name="processId">The worker process.</param>
/// <param name="layout">The machine's.</param>
/// <param name="seed">What thread, register and bit follow from.</param>
/// <param name="clock">The clock.</param>
internal sealed class Injector(int processId, ExtendedStateLayout layout, ulong seed, TimeProvider clock) : IFaultInjector
{
    private const string WorkerPrefix = "worker ";
    private const char Running = 'R';

    // More than any CPU of today has, the tile registers of 8 KiB included.
    private const int MaximumStateBytes = 16 * 1024;

    private readonly byte[] _image = new byte[MaximumStateBytes];
    private readonly HostFiles _files = new("/");
    private readonly string _tasks = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task");
    private SplitMix64 _generator = new(seed);

    /// <summary>Tries once.</summary>
    /// <param name="kind">What to do.</param>
    /// <param name="area">Where; null for the kinds that change all areas, or none.</param>
    public InjectionAttempt TryInject(FaultKind kind, RegisterArea? area)
    {
        if (ChooseTarget() is not { } target)
        {
            return new InjectionAttempt(null, NoInjection.NoTarget);
        }

        // Chosen before the thread is stopped: it stands still for as short as can be.
        BitFlip flip = BitFlip.Choose(area!.Value, ref _generator);
        using ThreadTrace? trace = ThreadTrace.TryStop(target.Thread, out TraceRefusal? refusal);
        if (trace is null)
        {
            return NotDone(refusal!);
        }

        long stopped = clock.GetTimestamp();
        if (trace.IsInSystemCall)
        {
            return new InjectionAttempt(null, NoInjection.InSystemCall);
        }

        refusal = trace.ReadExtendedState(_image, out int length);
        if (refusal is not null)
        {
            return NotDone(refusal);
        }

        var state = new ExtendedState(_image.AsSpan(0, length), layout);
        if (!state.Has(area!.Value))
        {
            return new InjectionAttempt(null, NoInjection.NoSuchArea);
        }

        RegisterChange change = flip.ApplyTo(state);
        refusal = trace.WriteExtendedState(_image.AsSpan(0, length));
        if (refusal is not null)
        {
            return NotDone(refusal);
        }

        DateTimeOffset time = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        trace.Dispose();
        var fault = new InjectedFault
        {
            Time = time,
            Kind = kind,
            Area = area,
            ThreadId = target.Thread,
            ThreadName = target.Stat.Name,
            Cpu = target.Stat.Cpu,
            InstructionPointer = trace.InstructionPointer,
            StoppedMicroseconds = clock.GetElapsedTime(stopped).TotalMicroseconds,
            Changes = [change],
        };
        return new InjectionAttempt(fault, Timestamp: timestamp);
    }

    private static InjectionAttempt NotDone(TraceRefusal refusal) =>
        refusal.Kind is TraceRefusalKind.Gone or TraceRefusalKind.Signalled
            ? new InjectionAttempt(null, NoInjection.NoTarget, refusal.Message)
            : new InjectionAttempt(null, refusal.Kind == TraceRefusalKind.Forbidden ? NoInjection.Forbidden : NoInjection.Failed, refusal.Message);

    /// <summary>One of the workers that run, all alike likely.</summary>
    private (int Thread, ThreadStat Stat)? ChooseTarget()
    {
        var running = new List<(int Thread, ThreadStat Stat)>();
        foreach (string folder in Threads())
        {
            if (ThreadStat.Parse(_files.Read($"{folder}/stat"[1..])) is { State: Running } stat
                && stat.Name.StartsWith(WorkerPrefix, StringComparison.Ordinal))
            {
                running.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), stat));
            }
        }

        return running.Count == 0 ? null : running[(int)(_generator.Next() % (ulong)running.Count)];
    }

    private string[] Threads()
    {
        try
        {
            return Directory.GetDirectories(_tasks);
        }
        catch (IOException)
        {
            // The process has ended.
            return [];
        }
    }
}
