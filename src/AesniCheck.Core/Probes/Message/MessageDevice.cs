using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>An engine under test in one message probe: its ciphers, and the modes and key sizes that are excluded. Not thread-safe.</summary>
/// <param name="engine">The engine.</param>
internal sealed class MessageDevice(ModeEngine engine)
{
    private readonly MessageCipher?[] _ciphers = new MessageCipher?[Enum.GetValues<CipherMode>().Length];
    private readonly HashSet<(CipherMode Mode, AesKeySize KeySize)> _excluded = [];

    /// <summary>The engine.</summary>
    public ModeEngine Engine => engine;

    /// <summary>Whether the engine can be called for a unit's mode with its key.</summary>
    public bool Supports(MessageUnit unit) => engine.Supports(unit.Shape.Mode)
        && engine.SupportsKey(unit.Shape.Mode, unit.Key)
        && !_excluded.Contains((unit.Shape.Mode, unit.KeySize));

    /// <summary>Whether the engine takes one of the unit's messages.</summary>
    public bool Takes(MessageUnit unit, int message) =>
        engine.SupportsLengths(unit.Shape.Mode, unit.Iv(message).Length, unit.Tag(message).Length, unit.Plaintext(message).Length)
        && (!unit.Shape.Mode.IsAuthenticated || engine.SupportsAssociatedLength(unit.AssociatedData(message).Length));

    /// <summary>The engine's cipher for a mode.</summary>
    /// <exception cref="ModeUnavailableException">The mode is not available.</exception>
    public MessageCipher Cipher(CipherMode mode) => _ciphers[(int)mode] ??= engine.CreateCipher(mode);

    /// <summary>Excludes a mode and key size from further calls.</summary>
    public void Exclude(CipherMode mode, AesKeySize keySize) => _excluded.Add((mode, keySize));

    /// <summary>Releases system resources that others need, until the next turn.</summary>
    public void Rest(CipherMode mode)
    {
        if (engine.HoldsSystemResources)
        {
            _ciphers[(int)mode]?.Dispose();
            _ciphers[(int)mode] = null;
        }
    }
}
