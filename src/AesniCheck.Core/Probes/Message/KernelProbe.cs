using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>
/// Detects fault model F5: the kernel's AES driver is wrong where user space is right. Calls each of the kernel's AES drivers
/// that may use the AES instructions, and its software, through AF_ALG.
/// </summary>
internal sealed class KernelProbe(ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    : MessageProbe(ProbeName, context, engines, units)
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "kernel";

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "the kernel's own AES drivers, called through AF_ALG",
        Share = 4,
        Owner = CodeOwner.Kernel,
        MessageEngines = devices => devices.Kernel().Engines,
        WhyNot = devices => devices.Kernel().WhyNot,
        Engines = devices => [.. devices.Kernel().Engines.Select(engine => new EngineOffer(engine.Name, engine.Features, IsAvailable: true))],
        Begin = setting =>
        {
            KernelDevices kernel = setting.Devices.Kernel();
            IReadOnlyList<MessageShape> shapes = kernel.Shapes.Count > 0 ? kernel.Shapes : [new MessageShape { Mode = CipherMode.Ecb, IvLengths = [0], Multiple = 16 }];
            UnitPool<MessageUnit> units = setting.Add(MessageUnit.Pool(setting.Seed, shapes, setting.KeySizes, setting.WorkerCount));
            return context =>
            {
                // The available drivers may have changed since the plan was made.
                foreach (string reason in kernel.WhyNot is { } whyNot ? [whyNot] : kernel.Skipped)
                {
                    context.Handler.HandleUnavailable(ProbeName, reason);
                }

                return new KernelProbe(context, kernel.Engines, units);
            };
        },
    };
}

/// <summary>The kernel's drivers as engines.</summary>
/// <param name="Engines">The engines; each has one mode.</param>
/// <param name="Shapes">The messages that the drivers take, one shape for each mode or kind of driver.</param>
/// <param name="WhyNot">Why there are no drivers, in half a sentence; null if there are some.</param>
internal sealed record KernelDevices(IReadOnlyList<ModeEngine> Engines, IReadOnlyList<MessageShape> Shapes, string? WhyNot)
{
    /// <summary>The drivers that cannot be used, each with the reason, in half a sentence.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>The names of the engines that are the kernel's software, with which the others are compared.</summary>
    public IReadOnlyList<string> Software { get; init; } = [];

    /// <summary>The names of the engines that are the kernel's library, which may use the AES instructions.</summary>
    public IReadOnlyList<string> Library { get; init; } = [];
}
