using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Probes.Message;

/// <summary>The places of buffers, and the detection of changes around them.</summary>
public sealed unsafe class MessageBufferTests
{
    private const int PageBytes = 4096;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4081)]
    [InlineData(4096)]
    public void AGuardedBufferLiesAtTheEdgesOfItsMemory(int length)
    {
        using var memory = new GuardedMemory(1, 2);
        MessageBuffer buffer = Guarded(memory);
        Assert.True(Address(buffer.Place(length, BufferPlace.AtEnd, 7)) + (nuint)length == (nuint)memory.Pointer(1) + (2 * PageBytes));
        Assert.True(Address(buffer.Place(length, BufferPlace.AtStart, 7)) == (nuint)memory.Pointer(1));
        buffer.Place(length, BufferPlace.Within, 7);
        Assert.Equal(7, buffer.Alignment);
    }

    [Theory]
    [InlineData(-1, MessageFault.Underrun)]
    [InlineData(-64, MessageFault.Underrun)]
    [InlineData(33, MessageFault.Overrun)]
    [InlineData(96, MessageFault.Overrun)]
    public void AByteThatIsWrittenAroundABufferIsSeen(int offset, MessageFault fault)
    {
        var buffer = new MessageBuffer(33);
        buffer.Place(33, BufferPlace.Within, 63);
        AssertSeen(buffer, offset, fault);
    }

    [Theory]
    [InlineData(BufferPlace.AtEnd, -1, MessageFault.Underrun)]
    [InlineData(BufferPlace.AtEnd, -64, MessageFault.Underrun)]
    [InlineData(BufferPlace.AtStart, 33, MessageFault.Overrun)]
    [InlineData(BufferPlace.AtStart, 96, MessageFault.Overrun)]
    internal void AByteThatIsWrittenOnTheOpenSideOfAGuardedBufferIsSeen(BufferPlace place, int offset, MessageFault fault)
    {
        using var memory = new GuardedMemory(1, 2);
        MessageBuffer buffer = Guarded(memory);
        buffer.Place(33, place, 0);
        AssertSeen(buffer, offset, fault);
    }

    [Fact]
    public void WithoutPagesEveryBufferLiesWithin()
    {
        var buffers = new MessageBuffers(_ => null);
        Assert.False(buffers.IsGuarded);
        buffers.First.Place(4096, BufferPlace.AtEnd, 63);
        Assert.Equal(63, buffers.First.Alignment);
        AssertSeen(buffers.First, 4096 + 63, MessageFault.Overrun);
    }

    [Fact]
    public void ThisMachineGivesGuardedBuffers()
    {
        var buffers = new MessageBuffers(Execution.ThisMachine.Devices.MapGuarded);
        Assert.True(buffers.IsGuarded);
        foreach (MessageBuffer buffer in (MessageBuffer[])[buffers.First, buffers.Second, buffers.Key, buffers.Iv, buffers.AssociatedData, buffers.Tag])
        {
            buffer.Take(new byte[16], BufferPlace.AtEnd, 0);
            Assert.True((Address(buffer.Span) + 16) % PageBytes == 0);
        }
    }

    private static void AssertSeen(MessageBuffer buffer, int offset, MessageFault fault)
    {
        buffer.SetMargins();
        buffer.Span.Clear();
        Assert.Null(buffer.CheckMargins());
        byte* bytes = (byte*)Address(buffer.Span);
        bytes[offset] ^= 0x10;
        Assert.Equal(fault, buffer.CheckMargins());
        bytes[offset] ^= 0x10;
        Assert.Null(buffer.CheckMargins());
    }

    private static MessageBuffer Guarded(GuardedMemory memory) => new(new GuardedArea(memory.Pointer(1), memory.Length(1)), memory);

    private static nuint Address(Span<byte> bytes) =>
        (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(bytes));
}
