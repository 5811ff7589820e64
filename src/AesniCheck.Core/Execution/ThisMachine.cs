using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Ciphers.Platform;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Probes.Message;
using AesniCheck.Units;

namespace AesniCheck.Execution;

/// <summary>This machine as the product tests it.</summary>
internal static class ThisMachine
{
    private static readonly int[] AllTags = [16, 15, 14, 13, 12, 8, 4];

    /// <summary>The devices of this machine.</summary>
    public static DevicesUnderTest Devices { get; } = new()
    {
        MapPages = MapPages,
        MapGuarded = MapGuarded,
        PlatformEngines = [new PlatformModes(LibCryptoModes.OfRuntime)],
        Kernel = () => FindKernel("/", CryptoSockets.Kernel),
    };

    /// <summary>Finds the kernel's drivers, both hardware and generic ones, in all forms of request that the kernel supports.</summary>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <param name="sockets">The interface to the kernel.</param>
    internal static KernelDevices FindKernel(string root, ICryptoSockets sockets)
    {
        if (AfAlgCipher.WhyUnavailable(sockets) is { } reason)
        {
            return new KernelDevices([], [], reason);
        }

        var files = new HostFiles(root);
        var release = KernelRelease.Parse(files.Read("proc/sys/kernel/osrelease"));
        string? crypto = files.Read("proc/crypto");
        AfAlgDriver[] drivers = [.. AfAlgDrivers.Hardware(crypto, release), .. AfAlgDrivers.MadeOnDemand(sockets, crypto, release)];
        AfAlgDriver[] usable = [.. drivers.Where(driver => driver.Skip is null)];

        // Each mode once: if the software is missing, the kernel searches for a module of that name each time.
        var software = usable.DistinctBy(FormOf).ToDictionary(FormOf, driver => AfAlgDrivers.FindGeneric(sockets, driver, crypto));
        if (usable.Length == 0)
        {
            return new KernelDevices([], [], drivers.Length > 0 ? drivers[0].Skip : AfAlgDriverRules.WhyNone(crypto, release));
        }

        AfAlgModes[] engines = [.. usable.SelectMany(driver => EnginesOf(driver, software[FormOf(driver)], sockets, release)).DistinctBy(engine => engine.Name)];
        return new KernelDevices(engines, ShapesOf(usable), null)
        {
            Skipped = [.. drivers.Where(driver => driver.Skip is not null).Select(driver => $"{driver.Driver}: {driver.Skip}")],
            Software = [.. engines.Where(engine => CryptoEntry.IsSoftwareName(engine.Driver.Driver)).Select(engine => engine.Name)],
            Library = [.. engines.Where(engine => CryptoEntry.IsLibraryName(engine.Driver.Driver)).Select(engine => engine.Name)],
        };
    }

    private static IEnumerable<AfAlgModes> EnginesOf(AfAlgDriver driver, AfAlgDriver? software, ICryptoSockets sockets, KernelRelease release)
    {
        foreach (AfAlgRequestForm form in AfAlgRequestForm.For(release))
        {
            yield return new AfAlgModes(sockets, driver, release, form);
        }

        if (software is not null)
        {
            yield return new AfAlgModes(sockets, software, release, AfAlgRequestForm.Whole);
        }
    }

    private static (CipherMode, bool) FormOf(AfAlgDriver driver) => (driver.Mode, driver.IsRfc4106);

    private static MessageShape[] ShapesOf(IReadOnlyList<AfAlgDriver> drivers) =>
    [
        .. drivers.Select(FormOf).Distinct().Select(kind => kind switch
        {
            (CipherMode.Gcm, true) => new MessageShape { Mode = CipherMode.Gcm, IvLengths = [12], TagLengths = [16, 12, 8], AssociatedLengths = [8, 12] },
            (CipherMode.Gcm, false) => new MessageShape { Mode = CipherMode.Gcm, IvLengths = [12], TagLengths = AllTags, AssociatedLengths = null },
            (CipherMode.Xts, _) => new MessageShape { Mode = CipherMode.Xts, IvLengths = [16], Minimum = 16 },
            (CipherMode.Ctr, _) => new MessageShape { Mode = CipherMode.Ctr, IvLengths = [16], Minimum = 1 },
            (CipherMode.Ecb, _) => new MessageShape { Mode = CipherMode.Ecb, IvLengths = [0], Minimum = 16, Multiple = 16 },
            (CipherMode mode, _) => new MessageShape { Mode = mode, IvLengths = [16], Minimum = 16, Multiple = 16 },
        }),
    ];

    private static unsafe DroppablePages? MapPages(int count)
    {
        try
        {
            // A worker keeps its pages for the life of the process.
#pragma warning disable CA2000
            var pages = new Pages(count);
#pragma warning restore CA2000
            return new DroppablePages(pages.Pointer, () => TryDrop(pages));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static unsafe GuardedPages? MapGuarded(IReadOnlyList<int> pageCounts)
    {
        try
        {
            // Collected with the buffers in it; a worker usually keeps them for the life of the process.
#pragma warning disable CA2000
            var memory = new GuardedMemory(pageCounts);
#pragma warning restore CA2000
            return new GuardedPages([.. Enumerable.Range(0, memory.Count).Select(area => new GuardedArea(memory.Pointer(area), memory.Length(area)))], memory);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool TryDrop(Pages pages)
    {
        try
        {
            pages.Drop();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
