using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Injection;

/// <summary>The parts of the vector registers as the CPU saves them: each is a separate component of the extended state.</summary>
[JsonConverter(typeof(KebabCaseConverter<RegisterArea>))]
public enum RegisterArea
{
    /// <summary>XMM0 to XMM15: the AES state.</summary>
    Xmm,

    /// <summary>Bits 128 to 255 of YMM0 to YMM15.</summary>
    YmmUpper,

    /// <summary>Bits 256 to 511 of ZMM0 to ZMM15.</summary>
    ZmmUpper,

    /// <summary>ZMM16 to ZMM31, whole.</summary>
    [JsonStringEnumMemberName("zmm16-31")]
    Zmm16To31,

    /// <summary>The mask registers K0 to K7.</summary>
    Opmask,
}

/// <summary>The areas by name and by number: Intel SDM volume 1, chapter 13, "State components".</summary>
internal static class RegisterAreas
{
    /// <summary>The maximum number of bytes that an area has of a register.</summary>
    public const int MaximumRegisterBytes = 64;

    /// <summary>All areas.</summary>
    public static IReadOnlyList<RegisterArea> All { get; } = Enum.GetValues<RegisterArea>();

    extension(RegisterArea area)
    {
        /// <summary>The name in options and logs.</summary>
        public string Name => area switch
        {
            RegisterArea.Xmm => "xmm",
            RegisterArea.YmmUpper => "ymm-upper",
            RegisterArea.ZmmUpper => "zmm-upper",
            RegisterArea.Zmm16To31 => "zmm16-31",
            _ => "opmask",
        };

        /// <summary>The number of the state component: its bit in XCR0 and XSTATE_BV, and its subleaf of CPUID leaf 0xD.</summary>
        public int Component => area switch
        {
            RegisterArea.Xmm => 1,
            RegisterArea.YmmUpper => 2,
            RegisterArea.ZmmUpper => 6,
            RegisterArea.Zmm16To31 => 7,
            _ => 5,
        };

        /// <summary>The number of registers of which the area has a part.</summary>
        public int RegisterCount => area == RegisterArea.Opmask ? 8 : 16;

        /// <summary>The number of the first of these registers, as in instructions.</summary>
        public int FirstRegister => area == RegisterArea.Zmm16To31 ? 16 : 0;

        /// <summary>The number of bytes that the area has of each register.</summary>
        public int RegisterBytes => area switch
        {
            RegisterArea.Xmm or RegisterArea.YmmUpper => 16,
            RegisterArea.ZmmUpper => 32,
            RegisterArea.Zmm16To31 => 64,
            _ => 8,
        };

        /// <summary>The length of the area in bytes.</summary>
        public int ByteCount => area.RegisterCount * area.RegisterBytes;
    }

    /// <summary>Returns the area with a name.</summary>
    /// <exception cref="ArgumentException">There is no such area; the message lists the names.</exception>
    public static RegisterArea ByName(string name)
    {
        foreach (RegisterArea area in All)
        {
            if (area.Name == name)
            {
                return area;
            }
        }

        throw new ArgumentException($"Unknown register area '{Excerpt.Of(name)}'; the areas are {string.Join(", ", All.Select(area => area.Name))}.", nameof(name));
    }
}
