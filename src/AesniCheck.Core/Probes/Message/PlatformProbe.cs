using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>
/// Detects fault model F6: a library's AES or GCM is wrong for some length, or with some of the CPU's instructions. Tests the operating
/// system's library, which sshd, TLS and disk encryption use, through <c>System.Security.Cryptography</c> and, for modes missing there, directly.
/// </summary>
internal sealed class PlatformProbe(ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    : MessageProbe(ProbeName, context, engines, units)
{
    /// <summary>The name of the probe.</summary>
    public const string ProbeName = "platform";

    private static readonly MessageShape[] Shapes =
    [
        new() { Mode = CipherMode.Gcm, IvLengths = [12], TagLengths = [16, 15, 14, 13, 12], AssociatedLengths = null },
        new() { Mode = CipherMode.Ctr, IvLengths = [16] },
        new() { Mode = CipherMode.Xts, IvLengths = [16], Minimum = 16 },
        new() { Mode = CipherMode.Ecb, IvLengths = [0], Multiple = 16 },
        new() { Mode = CipherMode.Cbc, IvLengths = [16], Multiple = 16 },
        new() { Mode = CipherMode.Ccm, IvLengths = [7, 8, 9, 10, 11, 12, 13], TagLengths = [4, 6, 8, 10, 12, 14, 16], AssociatedLengths = null },
        new() { Mode = CipherMode.Cfb, IvLengths = [16], Multiple = 16 },

        // One block cipher call for each byte: the reference needs sixteen times as long.
        new() { Mode = CipherMode.Cfb8, IvLengths = [16], Maximum = 256 },
    ];

    /// <summary>The probe's entry in the list of probes.</summary>
    public static ProbeEntry Entry { get; } = new()
    {
        Name = ProbeName,
        Purpose = "the system's crypto library (OpenSSL), as sshd and TLS use it",
        Share = 2,
        Owner = CodeOwner.Library,
        MessageEngines = devices => devices.PlatformEngines,
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
            IReadOnlyList<ModeEngine> engines = setting.Devices.PlatformEngines;
            MessageShape[] shapes = [.. ShapesFor(engines, setting.KeySizes)];
            string[] missing = [.. Shapes.SelectMany(shape => engines.Select(engine => engine.WhyNot(shape.Mode))).OfType<string>().Distinct()];
            UnitPool<MessageUnit> units = setting.Add(MessageUnit.Pool(setting.Seed, shapes, setting.KeySizes, setting.WorkerCount));
            return context =>
            {
                foreach (string reason in missing)
                {
                    context.Handler.HandleUnavailable(ProbeName, reason);
                }

                return new PlatformProbe(context, engines, units);
            };
        },
    };

    /// <summary>Returns the messages that at least one engine takes, with the supported key sizes: AES-192-XTS does not exist.</summary>
    internal static IEnumerable<MessageShape> ShapesFor(IReadOnlyList<ModeEngine> engines, IReadOnlyList<AesKeySize> keySizes) =>
        from shape in Shapes
        let sizes = keySizes.Where(size => engines.Any(engine => engine.Supports(shape.Mode) && engine.SupportsKey(shape.Mode, SampleKey(shape.Mode, size)))).ToArray()
        where sizes.Length > 0
        select shape with { KeySizes = sizes };

    // The halves of an XTS key differ.
    private static byte[] SampleKey(CipherMode mode, AesKeySize size) => [.. Enumerable.Range(0, mode.KeyByteCount(size)).Select(index => (byte)index)];
}
