using AesniCheck.Injection;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>One bit of a vector or mask register.</summary>
/// <param name="IsMask">Whether it is a mask register, K0 to K7; else it is a vector register, ZMM0 to ZMM31.</param>
/// <param name="Register">Its number, as instructions name it.</param>
/// <param name="Bit">The bit of the whole register, from 0, the least significant: 0 to 511, or 0 to 63 of a mask.</param>
internal readonly record struct RegisterPart(bool IsMask, int Register, int Bit)
{
    private const int XmmBits = 128;
    private const int YmmBits = 256;

    /// <summary>The bit that a fault has turned over.</summary>
    /// <param name="change">A change of one bit.</param>
    public static RegisterPart Of(RegisterChange change) => new(
        change.Area == RegisterArea.Opmask,
        change.Register!.Value,
        change.Bit!.Value + change.Area switch
        {
            RegisterArea.YmmUpper => XmmBits,
            RegisterArea.ZmmUpper => YmmBits,
            _ => 0,
        });

    /// <summary>Whether a function may get it as an argument: System V ABI, XMM0 to XMM7. What is wider, .NET passes in memory.</summary>
    public bool IsArgument => IsIn(7);

    /// <summary>Whether a function may give it back: System V ABI, XMM0 and XMM1.</summary>
    public bool IsResult => IsIn(1);

    /// <inheritdoc/>
    public override string ToString() => (IsMask ? $"k{Register}" : Bit < XmmBits ? $"xmm{Register}" : Bit < YmmBits ? $"ymm{Register}" : $"zmm{Register}") + $" bit {Bit}";

    private bool IsIn(int last) => !IsMask && Register <= last && Bit < XmmBits;
}
