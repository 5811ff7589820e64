using System.Globalization;
using Xunit;

namespace AesniCheck.Host.Interop;

public sealed class ResourceUsageTests
{
    [Fact]
    public void FaultsAreThoseOfProc()
    {
        using var pages = new Pages(100);
        ThreadUsage before = ResourceUsage.ThreadUsageNow();
        for (int page = 0; page < pages.Count; page++)
        {
            Touch(pages, page);
        }

        ThreadUsage after = ResourceUsage.ThreadUsageNow();
        Assert.InRange(after.MinorFaults - before.MinorFaults, 100, 110);

        // Fields 10 and 12 of proc_pid_stat(5); reading them may fault a little.
        string stat = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.InRange(long.Parse(fields[7], CultureInfo.InvariantCulture) - after.MinorFaults, 0, 1000);
        Assert.InRange(long.Parse(fields[9], CultureInfo.InvariantCulture) - after.MajorFaults, 0, 1000);
    }

    [Fact]
    public void SwitchesAreThoseOfTheOtherReading()
    {
        ContextSwitches before = ResourceUsage.OfCurrentThread();
        ThreadUsage usage = ResourceUsage.ThreadUsageNow();
        ContextSwitches after = ResourceUsage.OfCurrentThread();

        Assert.InRange(usage.VoluntarySwitches, before.Voluntary, after.Voluntary);
        Assert.InRange(usage.InvoluntarySwitches, before.Involuntary, after.Involuntary);
    }

    private static unsafe void Touch(Pages pages, int page) => pages.Pointer[page * Pages.PageSize] = 1;
}
