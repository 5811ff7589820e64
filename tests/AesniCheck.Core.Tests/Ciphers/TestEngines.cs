using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The engines that engine tests iterate: all of <see cref="AesEngines.All"/>, by name, so that a new one is tested at once.</summary>
internal static class TestEngines
{
    public static TheoryData<string> Names { get; } = [.. AesEngines.All.Select(engine => engine.Name)];

    /// <summary>Those that this machine supports.</summary>
    public static IReadOnlyList<AesEngine> Supported { get; } = [.. AesEngines.All.Where(engine => engine.IsSupported)];

    /// <summary>The engine of that name; the test is skipped if it is not supported.</summary>
    public static AesEngine Require(string name)
    {
        AesEngine engine = AesEngines.ByName(name);
        Assert.SkipUnless(engine.IsSupported, $"This CPU or runtime does not support the engine {name}.");
        return engine;
    }

    /// <summary>Skips the test if there are no AES instructions.</summary>
    public static void RequireAesni() => Require(AesEngines.Aesni.Name);
}
