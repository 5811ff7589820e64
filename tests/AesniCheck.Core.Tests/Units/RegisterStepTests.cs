using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Units;

public sealed class RegisterStepTests
{
    /// <summary>A value or sum, a source, an increment and a threshold.</summary>
    private static readonly Arbitrary<ulong[]> Lanes = ArbMap.Default.GeneratorFor<byte>().ArrayOf(32)
        .Select(bytes => Enumerable.Range(0, 4).Select(index => BitConverter.ToUInt64(bytes, 8 * index)).ToArray())
        .ToArbitrary();

    [Fact]
    public void EveryStepCanBeUndone() => Prop.ForAll(Lanes, lanes =>
        RegisterKinds.All.All(kind =>
            RegisterStep.Undo(kind, RegisterStep.Apply(kind, lanes[0], lanes[2]), lanes[2]) == lanes[0]
            && RegisterStep.Apply(kind, RegisterStep.Undo(kind, lanes[0], lanes[2]), lanes[2]) == lanes[0])).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryStepOfASumCanBeUndone() => Prop.ForAll(Lanes, lanes =>
        RegisterStep.UndoSum(RegisterStep.ApplySum(lanes[0], lanes[1], lanes[2], lanes[3]), lanes[1], lanes[2], lanes[3]) == lanes[0]
        && RegisterStep.ApplySum(RegisterStep.UndoSum(lanes[0], lanes[1], lanes[2], lanes[3]), lanes[1], lanes[2], lanes[3]) == lanes[0])
        .QuickCheckThrowOnFailure();

    [Fact]
    public void ASumIsTakenByteByByte() => Prop.ForAll(Lanes, lanes =>
        RegisterStep.ApplySum(lanes[0], lanes[1], lanes[2], lanes[3]) == ByteByByte(lanes)).QuickCheckThrowOnFailure();

    [Fact]
    public void BytesAreComparedWithoutSign()
    {
        byte[] places = [0, 1, 0x7e, 0x7f, 0x80, 0x81, 0xfe, 0xff];
        foreach (byte threshold in places)
        {
            ulong thresholds = threshold * 0x0101_0101_0101_0101UL;
            byte[] below = BitConverter.GetBytes(RegisterStep.BytesBelow(BitConverter.ToUInt64(places), thresholds));
            Assert.Equal(places.Select(place => place < threshold ? (byte)0xff : (byte)0), below);
        }
    }

    private static ulong ByteByByte(ulong[] lanes)
    {
        byte[][] bytes = [.. lanes.Select(BitConverter.GetBytes)];
        byte[] sum = [.. Enumerable.Range(0, 8).Select(i => bytes[1][i] < bytes[3][i] ? unchecked((byte)(bytes[0][i] + bytes[2][i])) : bytes[0][i])];
        return BitConverter.ToUInt64(sum);
    }
}
