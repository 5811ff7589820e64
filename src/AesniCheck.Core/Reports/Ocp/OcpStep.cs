using System.Globalization;

namespace AesniCheck.Reports.Ocp;

/// <summary>Writes a step of a run, from its first line to its last. Not thread-safe.</summary>
internal sealed class OcpStep
{
    private readonly OcpLines _lines;
    private readonly string _id;
    private int _elements;
    private double _bytes;
    private TimeSpan _elapsed;

    /// <summary>Begins the step.</summary>
    /// <param name="lines">The destination.</param>
    /// <param name="number">Its number among the steps. Its series has the same number.</param>
    /// <param name="name">Its name.</param>
    public OcpStep(OcpLines lines, int number, string name)
    {
        _lines = lines;
        _id = number.ToString(CultureInfo.InvariantCulture);
        Write(new OcpStepArtifact(_id) { TestStepStart = new OcpStepStart(name) });
    }

    /// <summary>Writes a message for human readers.</summary>
    public void Log(OcpSeverity severity, string message) => Write(new OcpStepArtifact(_id) { Log = new OcpLog(severity, message) });

    /// <summary>Writes a diagnosis.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="message">The explanation, in sentences.</param>
    /// <param name="cpu">The CPU concerned; null if it is unknown: then the diagnosis names no hardware.</param>
    public void Diagnose(OcpDiagnosisType type, string verdict, string message, int? cpu) => Write(new OcpStepArtifact(_id)
    {
        Diagnosis = new OcpDiagnosis(verdict, type, message) { HardwareInfoId = cpu is null ? null : OcpMachine.CpuId, Subcomponent = OcpMachine.LogicalCpu(cpu) },
    });

    /// <summary>Writes a measurement. Values that are not finite are dropped.</summary>
    public void Measure(OcpMeasurement measurement)
    {
        if (double.IsFinite(measurement.Value))
        {
            Write(new OcpStepArtifact(_id) { Measurement = measurement });
        }
    }

    /// <summary>Adds the throughput since the previous call, or since the start, to the series.</summary>
    /// <param name="elapsed">The time since the start.</param>
    /// <param name="bytes">The bytes verified since the start.</param>
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

    /// <summary>Ends the series of <see cref="AddThroughput"/>.</summary>
    public void EndThroughput()
    {
        if (_elements > 0)
        {
            Write(new OcpStepArtifact(_id) { MeasurementSeriesEnd = new OcpSeriesEnd(_id, _elements) });
        }
    }

    /// <summary>Ends the step.</summary>
    public void End(OcpStatus status) => Write(new OcpStepArtifact(_id) { TestStepEnd = new OcpStepEnd(status) });

    private void Write(OcpStepArtifact artifact) => _lines.Write(artifact);
}
