using System.Globalization;
using Xunit;

namespace AesniCheck.Interop;

public sealed class ResourceUsageTests
{
    [Fact]
    public void FaultsAreThoseOfProc()
    {
        using var pages = new Pages(100);
        ThreadUsage before = ResourceUsage.OfCurrentThread();
        for (int page = 0; page < pages.Count; page++)
        {
            Touch(pages, page);
        }

        ThreadUsage after = ResourceUsage.OfCurrentThread();
        Assert.InRange(after.MinorFaults - before.MinorFaults, 100, 110);

        // Fields 10 and 12 of proc_pid_stat(5); reading them may fault a little.
        string stat = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.InRange(long.Parse(fields[7], CultureInfo.InvariantCulture) - after.MinorFaults, 0, 1000);
        Assert.InRange(long.Parse(fields[9], CultureInfo.InvariantCulture) - after.MajorFaults, 0, 1000);
    }

    [Fact]
    public void SwitchesAreTheKernelsOwnCounts()
    {
        ThreadUsage before = ResourceUsage.OfCurrentThread();
        string status = File.ReadAllText("/proc/thread-self/status");
        ThreadUsage after = ResourceUsage.OfCurrentThread();

        Assert.InRange(Field("\nvoluntary_ctxt_switches:"), before.VoluntarySwitches, after.VoluntarySwitches);
        Assert.InRange(Field("\nnonvoluntary_ctxt_switches:"), before.InvoluntarySwitches, after.InvoluntarySwitches);

        long Field(string name) => long.Parse(status.AsSpan(status.IndexOf(name, StringComparison.Ordinal) + name.Length).Trim().ToString().Split('\n')[0], CultureInfo.InvariantCulture);
    }

    private static unsafe void Touch(Pages pages, int page) => pages.Pointer[page * Pages.PageSize] = 1;
}
