using System.Globalization;

namespace AesniCheck.Reports.Ocp;

/// <summary>A step of a run, from its first line to its last. For one thread.</summary>
internal sealed class OcpStep
{
    private readonly OcpLines _lines;
    private readonly string _id;
    private int _elements;
    private double _bytes;
    private TimeSpan _elapsed;

    /// <summary>Begins it.</summary>
    /// <param name="lines">Where it is written.</param>
    /// <param name="number">Its number among the steps. The series in it has the same.</param>
    /// <param name="name">Its name.</param>
    public OcpStep(OcpLines lines, int number, string name)
    {
        _lines = lines;
        _id = number.ToString(CultureInfo.InvariantCulture);
        Write(new OcpStepArtifact(_id) { TestStepStart = new OcpStepStart(name) });
    }

    /// <summary>Tells something to people.</summary>
    public void Log(OcpSeverity severity, string message) => Write(new OcpStepArtifact(_id) { Log = new OcpLog(severity, message) });

    /// <summary>Gives a verdict.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="verdict">The word.</param>
    /// <param name="message">Why, in sentences.</param>
    /// <param name="cpu">The CPU that it is about; null where that is not known: then it is about no hardware that could be named.</param>
    public void Diagnose(OcpDiagnosisType type, string verdict, string message, int? cpu) => Write(new OcpStepArtifact(_id)
    {
        Diagnosis = new OcpDiagnosis(verdict, type, message) { HardwareInfoId = cpu is null ? null : OcpMachine.CpuId, Subcomponent = OcpMachine.LogicalCpu(cpu) },
    });

    /// <summary>Tells a number. One that is none is not told.</summary>
    public void Measure(OcpMeasurement measurement)
    {
        if (double.IsFinite(measurement.Value))
        {
            Write(new OcpStepArtifact(_id) { Measurement = measurement });
        }
    }

    /// <summary>Tells what was verified a second, since the last time that it was told or since the beginning.</summary>
    /// <param name="elapsed">The time since the beginning.</param>
    /// <param name="bytes">What has been verified since then, in bytes.</param>
    public void AddThroughput(TimeSpan elapsed, double bytes)
    {
        double seconds = (elapsed - _elapsed).TotalSeconds;
        if (seconds <= 0)
        {
            return;
        }

        if (_elements == 0)
        {
            Write(new OcpStepArtifact(_id) { MeasurementSeriesStart = new OcpSeriesStart(_id, "throughput", "bytes/second", OcpMachine.CpuId) });
        }

        Write(new OcpStepArtifact(_id) { MeasurementSeriesElement = new OcpSeriesElement(_id, _elements, Math.Max(bytes - _bytes, 0) / seconds, _lines.Now) });
        _elements++;
        _bytes = bytes;
        _elapsed = elapsed;
    }

    /// <summary>Ends the numbers of <see cref="AddThroughput"/>.</summary>
    public void EndThroughput()
    {
        if (_elements > 0)
        {
            Write(new OcpStepArtifact(_id) { MeasurementSeriesEnd = new OcpSeriesEnd(_id, _elements) });
        }
    }

    /// <summary>Ends it.</summary>
    public void End(OcpStatus status) => Write(new OcpStepArtifact(_id) { TestStepEnd = new OcpStepEnd(status) });

    private void Write(OcpStepArtifact artifact) => _lines.Write(artifact);
}
