using System.Collections;
using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The verdict on an engine's answer to a vector.</summary>
internal enum VectorRuling
{
    /// <summary>The engine's answer is the published one.</summary>
    Right,

    /// <summary>The engine is wrong.</summary>
    EngineWrong,

    /// <summary>The file is wrong: the engine and both references agree on another answer.</summary>
    FileWrong,

    /// <summary>The engine and the file agree on one answer, both references on another.</summary>
    Split,
}

/// <summary>
/// Decides whether the engine or the file is wrong if they disagree. A file that was edited, or that is for another mode or cipher, is not a fault of the
/// machine; but a wrong file does not excuse a broken engine.
/// </summary>
internal sealed class FileArbiter : IDisposable
{
    private readonly VectorFile _file;
    private readonly KnownAnswerRun _first;
    private readonly KnownAnswerRun _second;
    private readonly BitArray _disputed;

    /// <summary>Runs the references over the whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="first">The reference. It supports all modes.</param>
    /// <param name="second">The second reference, used where the first disagrees with the file.</param>
    public FileArbiter(VectorFile file, ModeEngine first, ModeEngine second)
    {
        _file = file;
        _first = new KnownAnswerRun(file, first, new OutputBuffer());
        _second = new KnownAnswerRun(file, second, new OutputBuffer());
        _disputed = new BitArray(file.Vectors.Length);
        Disputed = RunReferences(first);
    }

    /// <summary>The errors of the file; null if there are none.</summary>
    public DisputedFile? Disputed { get; }

    /// <summary>The number of vectors for which the first reference's answer differs both from the file's and from the second reference's.</summary>
    public int ReferenceFailures { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>Judges an engine's answer.</summary>
    /// <param name="index">The index of the vector.</param>
    /// <param name="answer">The engine's answer.</param>
    public VectorRuling Judge(int index, VectorAnswer answer)
    {
        CipherVector vector = _file.Vectors[index];
        return answer.Matches(vector) ? _disputed[index] ? VectorRuling.Split : VectorRuling.Right
            : _disputed[index] && answer.Equals(_first.Answer(vector)) ? VectorRuling.FileWrong
            : VectorRuling.EngineWrong;
    }

    /// <summary>Describes an engine's failure; compares it with the references' answer if the file is wrong too.</summary>
    public KnownAnswerFailure Failure(int index, VectorAnswer answer, string engine)
    {
        CipherVector vector = _file.Vectors[index];
        return _disputed[index]
            ? answer.Failure(_first.Answer(vector), vector, _file.FileName, engine)
            : answer.Failure(vector, _file.FileName, engine);
    }

    private DisputedFile? RunReferences(ModeEngine engine)
    {
        KnownAnswerFailure? firstDispute = null;
        int tried = 0;
        int disputes = 0;
        for (int i = 0; i < _file.Vectors.Length; i++)
        {
            CipherVector vector = _file.Vectors[i];
            if (!KnownAnswerSuite.CanTry(engine, vector, _file.IsMonteCarlo))
            {
                continue;
            }

            tried++;
            VectorAnswer answer = _first.Answer(vector);
            if (answer.Matches(vector))
            {
                continue;
            }

            if (answer.Equals(_second.Answer(vector)))
            {
                _disputed[i] = true;
                disputes++;
                firstDispute ??= answer.Failure(vector, _file.FileName, engine.Name);
            }
            else
            {
                ReferenceFailures++;
            }
        }

        return firstDispute is null ? null : new DisputedFile(disputes, tried, firstDispute, Explain(disputes == tried, firstDispute.Vector, engine));
    }

    private ImmutableArray<string> Explain(bool isWhole, CipherVector vector, ModeEngine engine)
    {
        string mode = vector.Mode.Label;
        string reading = _file.IsModeGuessed ? $"AES in {mode} mode is assumed, since {_file.ModeBasis}" : $"it was read as AES in {mode} mode, since {_file.ModeBasis}";
        string? other = isWhole ? OtherModes.Find(_file, engine) : null;
        return
        [
            .. _file.ModeBasis is null ? [] : (string[])[reading],
            .. other is null ? [] : (string[])[$"its answers are right in {other} mode: add a first line '# test data for {other}'"],
            .. other is null && _file.Hint is not null ? (string[])[_file.Hint] : [],
        ];
    }
}
