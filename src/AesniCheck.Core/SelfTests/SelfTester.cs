using AesniCheck.Execution;
using AesniCheck.Host;

namespace AesniCheck.SelfTests;

/// <summary>
/// Puts faults into the vector registers of its own running workers, one at a time, and watches whether the supervisor of a run comes to know of
/// them: the whole way of a finding, as in a run, is what is tested.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="launcher">Starts worker processes.</param>
/// <param name="clock">The clock.</param>
/// <param name="watcher">Told of progress several times a second, on the calling thread.</param>
internal sealed class SelfTester(SelfTestPlan plan, IWorkerLauncher launcher, TimeProvider clock, Action<SelfTestProgress> watcher)
{
    /// <summary>Reads how many processes the kernel has killed for want of memory; null where it does not tell.</summary>
    public Func<OomKills?> ReadOomKills { get; init; } = () => null;

    /// <summary>Does the self-test, to its end or until asked to stop.</summary>
    /// <param name="host">Tells what machine this is.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="stop">Asks to stop early.</param>
    /// <exception cref="InvalidOperationException">The worker process cannot be started at all.</exception>
    public SelfTestRecord Run(Func<HostInfo> host, string toolVersion, CancellationToken stop) =>
        throw new InvalidOperationException($"{plan} {launcher} {clock} {watcher} {host} {toolVersion} {stop}");
}
