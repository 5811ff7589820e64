using Xunit;

namespace AesniCheck.Cli.Progress;

/// <summary>Successive pictures on a terminal, and its resulting screen.</summary>
public sealed class TerminalPictureTests
{
    private readonly TerminalPicture _picture = new();

    [Fact]
    public void APictureStandsInThePlaceOfTheOneBefore()
    {
        var screen = new Screen(20, 10);
        screen.Write("$ aesnicheck\n");
        screen.Write(_picture.Replace([], ["one", "a longer line", "three"], 20));
        screen.Write(_picture.Replace([], ["1", "2"], 20));
        Assert.Equal(["$ aesnicheck", "1", "2"], screen.Lines);
        Assert.True(screen.IsAtLineStart);
    }

    [Fact]
    public void NewsStayAboveThePicture()
    {
        var screen = new Screen(40, 10);
        screen.Write(_picture.Replace([], ["picture 1", "of two lines"], 40));
        screen.Write(_picture.Replace(["finding 1", "finding 2"], ["picture 2"], 40));
        screen.Write(_picture.Replace(["finding 3"], ["picture 3", "again"], 40));
        Assert.Equal(["finding 1", "finding 2", "finding 3", "picture 3", "again"], screen.Lines);
    }

    [Fact]
    public void AtTheEndNothingOfItIsLeft()
    {
        var screen = new Screen(40, 5);
        screen.Write("$ aesnicheck\n");
        for (int i = 0; i < 9; i++)
        {
            screen.Write(_picture.Replace([], ["\e[31mone\e[0m", "two", "three", "four"], 40));
        }

        screen.Write(_picture.Replace(["finding 1"], [], 40));
        Assert.Equal(["$ aesnicheck", "finding 1"], screen.Lines);
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(40, 7)]
    [InlineData(20, 60)]
    public void AWindowThatIsMadeNarrowerOrWiderMeanwhileShowsOnePictureOnly(int before, int after)
    {
        var screen = new Screen(before, 40);
        screen.Write("$ aesnicheck\n");
        screen.Write(_picture.Replace([], [new string('=', before - 1), "two", new string('-', (before / 2) + 1)], before));
        screen.Resize(after);
        screen.Write(_picture.Replace([], ["one", "two"], after));
        Assert.Equal("$ aesnicheck" + "onetwo", string.Concat(screen.Lines));
        screen.Resize(100);
        screen.Write(_picture.Replace(["finding 1"], ["three", new string('+', 99)], 100));
        Assert.Equal(["$ aesnicheck", "finding 1", "three", new string('+', 99)], screen.Lines);
    }

    [Fact]
    public void AfterSomebodyElseHasWrittenItBeginsBelow()
    {
        var screen = new Screen(40, 10);
        screen.Write(_picture.Replace([], ["one", "two"], 40));
        screen.Write("[1]+ Stopped\n$ fg\n");
        _picture.Leave();
        screen.Write(_picture.Replace([], ["three", "four"], 40));
        Assert.Equal(["one", "two", "[1]+ Stopped", "$ fg", "three", "four"], screen.Lines);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("\e[38;5;2m━━\e[39m ─\e[0m", 4)]
    public void ColoursHaveNoWidth(string line, int width) => Assert.Equal(width, TerminalPicture.WidthOf(line));

    [Fact]
    public void ATerminalThatStandsStillKeepsNobodyWaitingAndGetsTheNewestPictureAndAllNews()
    {
        using var slow = new SlowTerminal();
        using (var thread = new TerminalThread(slow))
        {
            thread.Draw([], ["picture 0"], 40);
            slow.WaitForWriter();
            for (int i = 1; i <= 50; i++)
            {
                thread.Draw([$"finding {i}"], [$"picture {i}"], 40);
            }

            slow.GoOn();
        }

        var screen = new Screen(40, 100);
        slow.Texts.ForEach(screen.Write);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"finding {i}"), screen.Lines);
        Assert.InRange(slow.Texts.Count, 2, 3);
    }

    [Fact]
    public void ATerminalThatIsGoneDoesNotEndTheRun()
    {
        using var gone = new GoneTerminal();
        using var thread = new TerminalThread(gone);
        thread.Draw([], ["picture"], 40);
    }

    private sealed class SlowTerminal : MemoryStream
    {
        private readonly SemaphoreSlim _started = new(0);
        private readonly ManualResetEventSlim _goOn = new();

        public List<string> Texts { get; } = [];

        public void WaitForWriter() => Assert.True(_started.Wait(TimeSpan.FromSeconds(60)));

        public void GoOn() => _goOn.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            string text = System.Text.Encoding.UTF8.GetString(buffer);
            _started.Release();
            Assert.True(_goOn.Wait(TimeSpan.FromSeconds(60)));
            Texts.Add(text);
        }

        protected override void Dispose(bool disposing)
        {
            _started.Dispose();
            _goOn.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class GoneTerminal : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Input/output error");
    }
}
