using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The mode engines that tests iterate, by name, so that a new one is tested at once.</summary>
internal static class TestModeEngines
{
    public static TheoryData<string> Names { get; } = [.. ModeEngines.All.Select(engine => engine.Name)];

    public static TheoryData<CipherMode> Modes { get; } = [.. Enum.GetValues<CipherMode>()];

    /// <summary>Those that have the mode on this machine.</summary>
    public static IReadOnlyList<ModeEngine> Supporting(CipherMode mode) => [.. ModeEngines.All.Where(engine => engine.Supports(mode))];

    /// <summary>A cipher with a key.</summary>
    public static MessageCipher CreateCipher(this ModeEngine engine, CipherMode mode, ReadOnlySpan<byte> key)
    {
        MessageCipher cipher = engine.CreateCipher(mode);
        cipher.SetKey(key);
        return cipher;
    }
}
