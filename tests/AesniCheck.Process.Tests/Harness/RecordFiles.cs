using System.Text.Json;
using AesniCheck.Records;

namespace AesniCheck.Processes.Harness;

/// <summary>Reads run records back.</summary>
internal static class RecordFiles
{
    /// <summary>The record in a file.</summary>
    public static RunRecord Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>The record in a text.</summary>
    public static RunRecord Parse(string json) =>
        JsonSerializer.Deserialize(json, RecordJson.Default.RunRecord) ?? throw new InvalidDataException("The record is null.");
}
