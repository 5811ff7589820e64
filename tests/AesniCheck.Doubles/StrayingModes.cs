using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AesniCheck.Doubles;

/// <summary>Reads one byte after each input, in native code as a library does.</summary>
internal sealed unsafe class ReadsBehind : MessageFaultInjection
{
    public override void BeforeMessage(ReadOnlySpan<byte> input)
    {
        fixed (byte* bytes = &Unsafe.Add(ref MemoryMarshal.GetReference(input), input.Length))
        {
            Native.ReadByte(bytes);
        }
    }
}

/// <summary>Writes one byte after each output.</summary>
internal sealed unsafe class WritesBehind : MessageFaultInjection
{
    public override void ChangeOutput(Span<byte> output)
    {
        fixed (byte* bytes = &Unsafe.Add(ref MemoryMarshal.GetReference(output), output.Length))
        {
            Native.WriteByte(bytes, 0x77);
        }
    }
}

/// <summary>Writes one byte before each output.</summary>
internal sealed unsafe class WritesBefore : MessageFaultInjection
{
    public override void ChangeOutput(Span<byte> output)
    {
        fixed (byte* bytes = &Unsafe.Subtract(ref MemoryMarshal.GetReference(output), 1))
        {
            Native.WriteByte(bytes, 0x77);
        }
    }
}
