using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Basics;

public sealed class ScalarBytesTests
{
    [Fact]
    public void EqualBytesAreEqualAndTheFirstDifferenceIsFoundAtEveryPlace() => Prop.ForAll(
        Gen.Choose(0, 300).SelectMany(length => Gen.Choose(-1, length - 1).Select(place => (length, place))).ToArbitrary(),
        sample =>
        {
            (int length, int place) = sample;
            byte[] left = Samples.Bytes(7, length);
            byte[] right = [.. left];
            if (place >= 0)
            {
                right[place] ^= 0x40;
            }

            return ScalarBytes.AreEqual(left, right) == (place < 0) && ScalarBytes.FirstDifference(left, right) == place;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void BytesOfAnotherLengthAreNotEqual() => Assert.False(ScalarBytes.AreEqual(new byte[16], new byte[17]));

    [Fact]
    public void WhatIsTurnedOverDiffersInEveryBit() => Prop.ForAll(
        Gen.Choose(0, 300).ToArbitrary(),
        length =>
        {
            byte[] source = Samples.Bytes(3, length);
            byte[] result = new byte[length + 1];
            ScalarBytes.Complement(source, result);
            return source.Zip(result).All(pair => (pair.First ^ pair.Second) == 0xff) && result[length] == 0;
        }).QuickCheckThrowOnFailure();
}
