using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>
/// Detects fault models F1 and F7: AES or PCLMULQDQ computes wrong results where they work together, in CBC, CTR and GCM as
/// kernels and libraries build them on the instructions. GHASH at every width that the CPU supports.
/// </summary>
internal sealed class ModeProbe(ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    : MessageProbe(ProbeName, context, engines, units)
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "mode";

    private static readonly MessageShape[] Shapes =
    [
        new() { Mode = CipherMode.Gcm, IvLengths = [12, 12, 12, 12, 1, 8, 16, 60], TagLengths = [16, 16, 15, 14, 13, 12, 8, 4], AssociatedLengths = null },
        new() { Mode = CipherMode.Ctr, IvLengths = [16] },
        new() { Mode = CipherMode.Cbc, IvLengths = [16], Multiple = 16 },
    ];

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "CBC, CTR and GCM on the AES instructions and PCLMULQDQ",
        Share = 3,
        MessageEngines = devices => devices.ModeEngines,
        WhyNot = devices => devices.ModeEngines.Any(engine => engine.Supports(CipherMode.Gcm))
            ? null
            : "PCLMULQDQ is missing on this CPU or disabled in the runtime's settings",
        Engines = devices => [.. devices.ModeEngines.Select(engine => new EngineOffer(engine.Name, engine.Features, engine.Supports(CipherMode.Gcm)))],
        Begin = setting =>
        {
            UnitPool<MessageUnit> units = setting.Add(MessageUnit.Pool(setting.Seed, Shapes, setting.KeySizes, setting.WorkerCount));
            ModeEngine[] engines = [.. setting.Devices.ModeEngines.Where(engine => setting.Uses(ProbeName, engine.Name))];
            return context => new ModeProbe(context, engines, units);
        },
    };
}
