using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Reports;

/// <summary>Gauges in Prometheus' text format, version 0.0.4. For one thread.</summary>
internal sealed class MetricsText
{
    private const string Prefix = "aesnicheck_";

    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a metric: what is added belongs to it until the next begins.</summary>
    /// <param name="name">Its name, without the program's.</param>
    /// <param name="help">What it is, in sentences without line ends or backslashes.</param>
    public void Begin(string name, string help)
    {
        _name = Prefix + name;
        _text.Append("# HELP ").Append(_name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(_name).Append(" gauge\n");
    }

    /// <summary>Adds a value, which must not have these labels yet.</summary>
    public void Add(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_name);
        for (int i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Adds a value for each of some things, once for each that there is.</summary>
    /// <param name="label">What the things are.</param>
    /// <param name="names">Their names.</param>
    /// <param name="value">The value of one.</param>
    public void AddEach(string label, IEnumerable<string> names, Func<string, double> value)
    {
        foreach (string name in names.DistinctBy(Escape))
        {
            Add(value(name), (label, name));
        }
    }

    /// <summary>Adds a metric that has one value, unless it is not known.</summary>
    public void Add(string name, string help, double? value)
    {
        if (value is { } known)
        {
            Begin(name, help);
            Add(known);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Escape(string text) =>
        VisibleText.Of(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
