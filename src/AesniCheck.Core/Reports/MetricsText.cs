using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Reports;

/// <summary>Gauges in Prometheus' text format, version 0.0.4. Not thread-safe.</summary>
internal sealed class MetricsText
{
    private const string Prefix = "aesnicheck_";

    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a metric: values are added to it until the next metric begins.</summary>
    /// <param name="name">Its name, without the program's prefix.</param>
    /// <param name="help">Its description, in sentences without line ends or backslashes.</param>
    public void Begin(string name, string help)
    {
        _name = Prefix + name;
        _text.Append("# HELP ").Append(_name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(_name).Append(" gauge\n");
    }

    /// <summary>Adds a value to the current metric. Each set of labels may be added only once.</summary>
    public void Add(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_name);
        for (int i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Adds a value for each name, once for each distinct name.</summary>
    /// <param name="label">The label.</param>
    /// <param name="names">The names, which are the values of the label.</param>
    /// <param name="value">The value for a name.</param>
    public void AddEach(string label, IEnumerable<string> names, Func<string, double> value)
    {
        foreach (string name in names.DistinctBy(Escape))
        {
            Add(value(name), (label, name));
        }
    }

    /// <summary>Adds a metric with one value, unless the value is unknown.</summary>
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
