namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// A time that counts against a limit, in two measures: the supervisor's own ticks, and the work that a machine at full pace does in it. A guest
/// that was paused for a minute lived through one tick, and one with a tenth of a CPU works a tenth.
/// </summary>
/// <param name="Lived">The time in the supervisor's ticks.</param>
/// <param name="Worked">The same, scaled by the pace of the machine.</param>
internal readonly record struct LivedTime(TimeSpan Lived, TimeSpan Worked)
{
    /// <summary>Returns the sum with another time.</summary>
    /// <param name="lived">The time to add.</param>
    /// <param name="pace">The pace of the machine in that time, 0 to 1.</param>
    public LivedTime Plus(TimeSpan lived, double pace) => new(Lived + lived, Worked + (lived * pace));
}
