using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli;

/// <summary>
/// A console on which nobody can hide the cursor: a program that is killed while it is hidden leaves a terminal without one.
/// </summary>
/// <param name="console">The console.</param>
internal sealed class VisibleCursor(IAnsiConsole console) : IAnsiConsole
{
    /// <inheritdoc/>
    public Profile Profile => console.Profile;

    /// <inheritdoc/>
    public IAnsiConsoleCursor Cursor { get; } = new Shown(console.Cursor);

    /// <inheritdoc/>
    public IAnsiConsoleInput Input => console.Input;

    /// <inheritdoc/>
    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    /// <inheritdoc/>
    public RenderPipeline Pipeline => console.Pipeline;

    /// <inheritdoc/>
    public void Clear(bool home) => console.Clear(home);

    /// <inheritdoc/>
    public void Write(IRenderable renderable) => console.Write(renderable);

    private sealed class Shown(IAnsiConsoleCursor cursor) : IAnsiConsoleCursor
    {
        public void Show(bool show)
        {
            // It is shown, always.
        }

        public void SetPosition(int column, int line) => cursor.SetPosition(column, line);

        public void Move(CursorDirection direction, int steps) => cursor.Move(direction, steps);
    }
}
