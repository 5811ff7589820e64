using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>An engine under test as one probe of messages has it: its ciphers, and what it is not asked for any more. For one thread.</summary>
/// <param name="engine">The engine.</param>
internal sealed class MessageDevice(ModeEngine engine)
{
    private readonly ModeCipher?[] _ciphers = new ModeCipher?[Enum.GetValues<CipherMode>().Length];
    private readonly HashSet<(CipherMode Mode, AesKeySize KeySize)> _excluded = [];

    /// <summary>The engine.</summary>
    public ModeEngine Engine => engine;

    /// <summary>Whether it is to be asked for a unit's mode with its key.</summary>
    public bool Supports(MessageUnit unit) => engine.Supports(unit.Shape.Mode)
        && engine.SupportsKey(unit.Shape.Mode, unit.Key)
        && !_excluded.Contains((unit.Shape.Mode, unit.KeySize));

    /// <summary>Whether it takes one of the unit's messages.</summary>
    public bool Takes(MessageUnit unit, int message) =>
        engine.SupportsLengths(unit.Shape.Mode, unit.Iv(message).Length, unit.Tag(message).Length, unit.Plaintext(message).Length)
        && (!unit.Shape.Mode.IsAuthenticated || engine.SupportsAssociatedLength(unit.AssociatedData(message).Length));

    /// <summary>Its cipher for a mode.</summary>
    /// <exception cref="ModeUnavailableException">It can't be asked.</exception>
    public ModeCipher Cipher(CipherMode mode) => _ciphers[(int)mode] ??= engine.CreateCipher(mode);

    /// <summary>It is not to be asked for this again.</summary>
    public void Exclude(CipherMode mode, AesKeySize keySize) => _excluded.Add((mode, keySize));

    /// <summary>Gives back what others need, until the next turn.</summary>
    public void Rest(CipherMode mode)
    {
        if (engine.HoldsSystemResources)
        {
            _ciphers[(int)mode]?.Dispose();
            _ciphers[(int)mode] = null;
        }
    }
}
