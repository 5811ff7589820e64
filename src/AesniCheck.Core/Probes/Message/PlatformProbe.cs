using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>
/// Fault model F6: a library's AES or GCM is wrong for some length, or with some of the CPU's instructions. What sshd, TLS and disk
/// encryption use: the operating system's library, through <c>System.Security.Cryptography</c> and, where that has no way, directly.
/// </summary>
internal sealed class PlatformProbe(ProbeContext context, IEnumerable<ModeEngine> engines, UnitPool<MessageUnit> units)
    : MessageProbe(ProbeName, context, engines, units)
{
    /// <summary>The name.</summary>
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

    /// <summary>The messages that an engine takes, with the key sizes that one takes: there is no AES-192-XTS.</summary>
    internal static IEnumerable<MessageShape> ShapesFor(IReadOnlyList<ModeEngine> engines, IReadOnlyList<AesKeySize> keySizes) =>
        from shape in Shapes
        let sizes = keySizes.Where(size => engines.Any(engine => engine.Supports(shape.Mode) && engine.SupportsKey(shape.Mode, SampleKey(shape.Mode, size)))).ToArray()
        where sizes.Length > 0
        select shape with { KeySizes = sizes };

    // The halves of a key of XTS differ.
    private static byte[] SampleKey(CipherMode mode, AesKeySize size) => [.. Enumerable.Range(0, mode.KeyByteCount(size)).Select(index => (byte)index)];
}
