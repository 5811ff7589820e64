using System.Text;
using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class KernelNumbersTests
{
    [Theory]
    [InlineData("0\n", 0L)]
    [InlineData("536870912\n", 536_870_912L)]
    [InlineData("  42 kB", 42L)]
    [InlineData("9223372036854771712\n", 9_223_372_036_854_771_712L)]
    [InlineData("18446744073709551615\n", null)]
    [InlineData("-1\n", null)]
    [InlineData("max\n", null)]
    [InlineData("unlimited", null)]
    [InlineData("", null)]
    public void TheFirstNumberIsRead(string text, long? number) => Assert.Equal(number, KernelNumbers.First(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("oom_kill 3\n", 3L)]
    [InlineData("oom 7\noom_kill 3\noom_group_kill 5\n", 3L)]
    [InlineData("oom_kill_disable 1\nunder_oom 0\noom_kill 2", 2L)]
    [InlineData("oom_kill_disable 1\n", null)]
    [InlineData("memory.oom_kill 1\n", null)]
    [InlineData("oom_kill", null)]
    [InlineData("oom_kill \n", null)]
    [InlineData("", null)]
    public void ANumberIsFoundByAllOfItsName(string text, long? number) =>
        Assert.Equal(number, KernelNumbers.Of(Encoding.UTF8.GetBytes(text), "oom_kill"u8));

    [Theory]
    [InlineData("a b  c\td\n", "a,b,c,d,,")]
    [InlineData(" a", "a,,,,,")]
    [InlineData("", ",,,,,")]
    public void WordsAreCounted(string line, string words) =>
        Assert.Equal(words.Split(','), Enumerable.Range(0, 6).Select(i => Encoding.UTF8.GetString(KernelNumbers.Word(Encoding.UTF8.GetBytes(line), i))));
}
