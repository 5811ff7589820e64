using System.Runtime.ExceptionServices;

namespace AesniCheck.Stressors;

/// <summary>Work that may pin its thread, which no other test uses.</summary>
internal static class OwnThread
{
    /// <summary>Runs it and rethrows its exception.</summary>
    public static void Run(Action work)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
#pragma warning disable CA1031 // Whatever it is, the test's own thread throws it again.
            try
            {
                work();
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
#pragma warning restore CA1031
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }
}
