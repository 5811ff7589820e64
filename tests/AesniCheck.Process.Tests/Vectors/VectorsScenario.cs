using System.Globalization;
using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;

namespace AesniCheck.Processes;

/// <summary>The command <c>vectors</c>: known answers on every engine.</summary>
public abstract class VectorsScenario : Scenario
{
    private protected const string Own = """
        # AESVS VarKey test data for ECB

        [ENCRYPT]

        COUNT = 0
        KEY = 80000000000000000000000000000000
        PLAINTEXT = 00000000000000000000000000000000
        CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8

        """;

    /// <summary>The published vectors that the product carries.</summary>
    private protected const int Vectors = 5_749;

    private protected static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;
}
