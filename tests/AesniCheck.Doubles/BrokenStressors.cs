using AesniCheck.Stressors;

namespace AesniCheck.Doubles;

/// <summary>The stressors of a machine on which one of them, exit, does not have its effect.</summary>
public static class BrokenStressors
{
    /// <summary>The message with which it dies, if it does.</summary>
    public const string Death = "the system refuses";

    internal static IReadOnlyList<StressorEntry> ByName(string name) => name switch
    {
        "dying-stressor" => [.. StressorList.All.Select(entry => entry.Name == "exit" ? entry with { WhyNot = () => null, Begin = _ => _ => new Dying() } : entry)],
        "idle-stressor" => [.. StressorList.All.Select(entry => entry.Name == "exit" ? entry with { WhyNot = () => null, Begin = _ => _ => new Idle() } : entry)],
        "no-stressor" => [.. StressorList.All.Select(entry => entry.Name == "exit" ? entry with { WhyNot = () => "there is nothing to leave" } : entry)],
        _ => StressorList.All,
    };

    /// <summary>Goes on for some steps.</summary>
    private sealed class Dying : Stressor
    {
        private int _steps;

        public override long Step() => ++_steps < 10 ? 1 : throw new IOException(Death);
    }

    /// <summary>Does nothing.</summary>
    private sealed class Idle : Stressor
    {
        public override long Step() => 0;
    }
}
