using AesniCheck.Ciphers.Modes;
using AesniCheck.Planning;

namespace AesniCheck.Probes;

/// <summary>
/// Fault model F6: a library's AES or GCM is wrong for some length, or with some of the CPU's instructions. What sshd and TLS
/// use: the operating system's library, through <c>System.Security.Cryptography</c>.
/// </summary>
internal sealed class PlatformProbe(ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    : MessageProbe(ProbeName, context, engines, units)
{
    /// <summary>The name.</summary>
    public const string ProbeName = "platform";

    private static readonly MessageShape[] Shapes =
    [
        new() { Mode = CipherMode.Gcm, IvLengths = [12], TagLengths = [16, 15, 14, 13, 12], AssociatedLengths = null },
        new() { Mode = CipherMode.Ecb, IvLengths = [0], Multiple = 16 },
        new() { Mode = CipherMode.Cbc, IvLengths = [16], Multiple = 16 },
        new() { Mode = CipherMode.Ccm, IvLengths = [7, 8, 9, 10, 11, 12, 13], TagLengths = [4, 6, 8, 10, 12, 14, 16], AssociatedLengths = null },
        new() { Mode = CipherMode.Cfb, IvLengths = [16], Multiple = 16 },

        // A block cipher call for every byte: the reference needs sixteen times as long.
        new() { Mode = CipherMode.Cfb8, IvLengths = [16], Maximum = 256 },
    ];

    /// <summary>What is known of it before it runs.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "the system's crypto library (OpenSSL), as sshd and TLS use it",
        Share = 2,
        WhyNot = devices => devices.PlatformEngines.Any(engine => engine.Supports(CipherMode.Ecb))
            ? null
            : "the runtime finds no OpenSSL library; install libssl",
        Engines = devices =>
        [
            .. from engine in devices.PlatformEngines
               select new EngineOffer(engine.Name, engine.Features, engine.Supports(CipherMode.Ecb)) { IsLibrary = true },
        ],
        Begin = setting =>
        {
            MessageShape[] shapes = [.. Shapes.Where(shape => setting.Devices.PlatformEngines.Any(engine => engine.Supports(shape.Mode)))];
            UnitPool<MessageUnit> units = setting.Add(MessageUnit.Pool(setting.Plan.Seed, shapes, setting.Plan.AesKeySizes, setting.Plan.WorkerCount));
            return context => new PlatformProbe(context, setting.Devices.PlatformEngines, units);
        },
    };
}
