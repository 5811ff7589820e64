using System.Globalization;
using System.Runtime.InteropServices;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Interop;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>A picture on the terminal, drawn again in place four times a second, as large as the window is at that moment.</summary>
/// <param name="view">How the progress looks.</param>
/// <param name="abilities">What the terminal can do.</param>
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

        // Stopped (Ctrl-Z) and brought back, by commands on the terminal: the cursor is no longer where the picture ended.
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

        // The last column and the last line are left free: a terminal that has come to its end there goes on as it likes.
        var canvas = new Canvas(Math.Max(1, columns - 1), Math.Max(1, lines - 1), abilities.HasUnicode ? Glyphs.Unicode : Glyphs.Ascii);
        terminal.Draw(
            [.. news.SelectMany(line => Lines(new Text(VisibleText.Of(line), NewsStyle), canvas))], [.. Lines(view.Picture(progress, canvas), canvas).Take(canvas.Height)], columns);
    }

    /// <summary>The lines of a picture, with the terminal's codes for colours where it has them.</summary>
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
