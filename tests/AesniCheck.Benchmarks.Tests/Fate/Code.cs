using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>Machine code that tests write down by its instructions.</summary>
internal sealed class Code
{
    public const ulong Begin = 0x1000;

    private readonly byte[] _bytes;

    private Code(byte[] bytes) => _bytes = bytes;

    public static Code Of(Action<Assembler> write)
    {
        var assembler = new Assembler(64);
        write(assembler);
        using var stream = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), Begin);
        return new Code(stream.ToArray());
    }

    /// <summary>The only instruction of it.</summary>
    public static Instruction One(Action<Assembler> write)
    {
        Instruction instruction = Decoder.Create(64, Of(write)._bytes, Begin).Decode();
        Assert.False(instruction.IsInvalid);
        return instruction;
    }

    public int Read(ulong address, Span<byte> bytes)
    {
        bytes.Clear();
        if (address < Begin || address >= Begin + (ulong)_bytes.Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan((int)(address - Begin));
        rest = rest[..Math.Min(rest.Length, bytes.Length)];
        rest.CopyTo(bytes);
        return rest.Length;
    }
}
