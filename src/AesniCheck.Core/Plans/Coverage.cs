using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Host;
using AesniCheck.Interop;

namespace AesniCheck.Plans;

/// <summary>
/// The engines that a run can use on this machine, and the obstacles to the others: compares the features of the CPU and the kernel with those that the
/// runtime offers.
/// </summary>
/// <param name="features">The features that programs can use here: <see cref="UsableFeatures"/>.</param>
/// <param name="settings">The settings under which probes run.</param>
internal sealed class Coverage(IReadOnlyList<string> features, RuntimeSettings settings)
{
    /// <summary>Why nothing at all can be checked on a CPU without AES instructions, as a clause.</summary>
    public const string NoAes = "the AES instructions are missing on this CPU or disabled in the runtime's settings";

    /// <summary>The coverage of this machine and process.</summary>
    public static Coverage OfThisProcess => new(
        UsableFeatures.Of(CpuId.Query, ExtendedStates.Read(), HostReader.ReadKernelsCpu(new HostFiles("/")).Features),
        RuntimeSettings.OfThisProcess);

    /// <summary>The engines of a part that this CPU has.</summary>
    /// <param name="part">The probe or stressor.</param>
    /// <param name="offers">All engines of the part.</param>
    public IEnumerable<PlannedEngine> Of(string part, IEnumerable<EngineOffer> offers) =>
        from offer in offers
        let engine = offer.IsAvailable ? Used(part, offer) : Unused(part, offer)
        where engine is not null
        select engine;

    /// <summary>Why a part can't run, as a clause, with the setting if one is the cause; null if it can.</summary>
    /// <param name="part">The probe or stressor.</param>
    /// <param name="reason">The part's own reason, which does not consider settings; null if it can run.</param>
    /// <param name="engines">The engines.</param>
    public static string? WhyNot(string part, string? reason, IReadOnlyList<PlannedEngine> engines) =>
        reason is null ? null : engines.FirstOrDefault(engine => engine.Part == part && !engine.Used)?.Shortfall ?? reason;

    /// <summary>Why there are no AES instructions, as a clause, with the setting if one is the cause.</summary>
    public string WhyNoAes() =>
        Unused("", new EngineOffer("aesni", ["aes"], IsAvailable: false))?.Shortfall ?? NoAes;

    private PlannedEngine Used(string part, EngineOffer offer)
    {
        var engine = new PlannedEngine(part, offer.Name, Used: true);
        return offer.HoldsRegisters && Visible(settings.CompilerSetting) is { } ofCompiler
                ? engine with { Shortfall = $"{ofCompiler} changes how its loops are compiled, so that registers that should be live may not be", Setting = ofCompiler }
            : offer.IsLibrary && Visible(settings.LibrarySetting) is { } ofLibrary
                ? engine with { Shortfall = $"{ofLibrary} hides CPU instructions from the library", Setting = ofLibrary }
            : engine;
    }

    private PlannedEngine? Unused(string part, EngineOffer offer)
    {
        if (offer.Features.Count == 0 || offer.Features.Except(features).Any())
        {
            return null;
        }

        string? setting = Visible(settings.SwitchingOff(offer.Features, out IReadOnlyList<string> switchedOff));
        return new PlannedEngine(part, offer.Name, Used: false)
        {
            Setting = setting,
            Shortfall = setting is null
                ? $"the .NET runtime does not offer {(offer.Features.Count == 1 ? "" : "the combination ")}{string.Join(", ", offer.Features)} on this CPU, although the CPU has it"
                : $"{setting} switches off {string.Join(", ", switchedOff)}, which the CPU has",
        };
    }

    /// <summary>Escapes a setting: the environment may contain anything, and this text goes to terminals.</summary>
    private static string? Visible(string? setting) => setting is null ? null : VisibleText.Of(setting);
}
