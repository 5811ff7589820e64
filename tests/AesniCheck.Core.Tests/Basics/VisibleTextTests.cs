using System.Text;
using System.Xml;
using AesniCheck.Reports;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Basics;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain <&> \"text\" äß \U0001F600", "plain <&> \"text\" äß \U0001F600")]
    [InlineData("\u001b[31m\0", @"\x1b[31m\x00")]
    [InlineData("two\r\nlines\t", @"two\x0d\x0alines\x09")]
    [InlineData("\u007f\u009b", @"\x7f\x9b")]
    [InlineData("\u2028\u2029\ufeff\ufffe\uffff", @"\u2028\u2029\ufeff\ufffe\uffff")]
    [InlineData("\u202eback\ue000\U000e0001\u00ad", @"\u202eback\ue000\U000e0001\xad")]
    [InlineData("", "")]
    public void WhatCannotBeSeenIsMadeVisible(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void HalvesOfCharactersAreMadeVisible() => Assert.Equal(@"\ud83d \ude00\ud83d", VisibleText.Of("\ud83d \ude00\ud83d"));

    [Property(Arbitrary = [typeof(Wild)])]
    public bool AnythingIsWellFormedBehindItAndAllowedInXml(string text)
    {
        string visible = VisibleText.Of(text);
        return visible == Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(visible))
            && visible == XmlConvert.VerifyXmlChars(visible)
            && !visible.Any(char.IsControl)
            && VisibleText.Of(visible) == visible;
    }
}
