using System.Globalization;
using System.Runtime.InteropServices;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Interop;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>A picture on the terminal, redrawn in place four times a second, as large as the window is at that moment.</summary>
/// <param name="view">How the progress is shown.</param>
/// <param name="abilities">The abilities of the terminal.</param>
internal sealed class LiveProgress<TProgress>(IProgressView<TProgress> view, TerminalAbilities abilities) : IProgressDisplay<TProgress>
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);
    private static readonly (int Columns, int Lines) UsualSize = (80, 24);
    private static readonly Style NewsStyle = new(Color.Red, decoration: Decoration.Bold);

    private TimeSpan _nextRefresh;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TProgress>, T> work)
    {
        using var terminal = new TerminalThread(new StandardStream(StandardFile.Error));

        // After a stop (Ctrl-Z) and continuation, the shell has written to the terminal: the cursor is no longer where the picture ended.
        using var continued = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => terminal.Leave());
        return work(progress => Show(terminal, progress));
    }

    private void Show(TerminalThread terminal, TProgress progress)
    {
        TimeSpan elapsed = view.Elapsed(progress);
        IReadOnlyList<string> news = view.News(progress);
        if (elapsed < _nextRefresh && news.Count == 0)
        {
            return;
        }

        _nextRefresh = elapsed + RefreshInterval;
        (int columns, int lines) = TerminalWindow.OfStandardError() ?? UsualSize;

        // The last column and the last line stay free: terminals differ in what they do after the end of a line or of the screen.
        var canvas = new Canvas(Math.Max(1, columns - 1), Math.Max(1, lines - 1), abilities.HasUnicode ? Glyphs.Unicode : Glyphs.Ascii);
        terminal.Draw(
            [.. news.SelectMany(line => Lines(new Text(VisibleText.Of(line), NewsStyle), canvas))], [.. Lines(view.Picture(progress, canvas), canvas).Take(canvas.Height)], columns);
    }

    /// <summary>Returns the lines of a picture, with codes for colours if the terminal has them.</summary>
    private string[] Lines(IRenderable picture, Canvas canvas)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = abilities.HasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = abilities.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = canvas.Width;
        console.Profile.Height = canvas.Height;
        console.Write(new VisiblePicture(picture));
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
