namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// A time that counts against a limit: as the supervisor lived through it, and as the work that a machine of a whole pace does in it. A guest that was
/// paused for a minute lived through a tick, and one that gets a tenth of a CPU works a tenth.
/// </summary>
/// <param name="Lived">The time in ticks of the supervisor.</param>
/// <param name="Worked">The same at the pace of the machine.</param>
internal readonly record struct LivedTime(TimeSpan Lived, TimeSpan Worked)
{
    /// <summary>With some more.</summary>
    /// <param name="lived">The time.</param>
    /// <param name="pace">The machine's pace in it, 0 to 1.</param>
    public LivedTime Plus(TimeSpan lived, double pace) => new(Lived + lived, Worked + (lived * pace));
}
