using System.Buffers.Binary;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>Identifies the processor by CPUID where the kernel's description is missing (Intel SDM volume 2A, CPUID; AMD APM volume 3, appendix E).</summary>
internal static class CpuIdIdentity
{
    private const uint ExtendedLeaves = 0x8000_0000;

    /// <summary>Fills in the unknown fields of <paramref name="cpu"/>. Known fields stay: the kernel may see more than user space.</summary>
    public static CpuInfo Complete(CpuInfo cpu, CpuIdQuery? query)
    {
        if (query is null)
        {
            return cpu;
        }

        CpuIdRegisters vendor = query(0, 0);
        uint signature = query(1, 0).Eax;
        return cpu with
        {
            Vendor = cpu.Vendor == HostInfo.Unknown ? Text(vendor.Ebx, vendor.Edx, vendor.Ecx) : cpu.Vendor,
            Model = cpu.Model == HostInfo.Unknown ? Brand(query) : cpu.Model,
            Family = cpu.Family < 0 ? DisplayFamily(signature) : cpu.Family,
            ModelNumber = cpu.ModelNumber < 0 ? DisplayModel(signature) : cpu.ModelNumber,
            Stepping = cpu.Stepping < 0 ? (int)(signature & 0xf) : cpu.Stepping,
            Features = cpu.Features.Count == 0 ? CpuFeatures.Among([.. Features(query)]) : cpu.Features,
        };
    }

    /// <summary>Returns the text in the registers, four characters each, low byte first.</summary>
    public static string Text(params ReadOnlySpan<uint> registers)
    {
        Span<byte> bytes = stackalloc byte[4 * registers.Length];
        for (int i = 0; i < registers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], registers[i]);
        }

        return HostField.Text(Encoding.Latin1.GetString(bytes));
    }

    // The extended family is added only to base family 15.
    private static int DisplayFamily(uint signature)
    {
        uint family = signature >> 8 & 0xf;
        return (int)(family == 0xf ? family + (signature >> 20 & 0xff) : family);
    }

    // Intel has extended models in base families 6 and 15, AMD only in 15; and no AMD family 6 has AES.
    private static int DisplayModel(uint signature)
    {
        uint model = signature >> 4 & 0xf;
        bool isExtended = (signature >> 8 & 0xf) is 0x6 or 0xf;
        return (int)(isExtended ? model | (signature >> 12 & 0xf0) : model);
    }

    // Leaves 0x80000002 to 0x80000004 hold 16 characters each.
    private static string Brand(CpuIdQuery query)
    {
        if (query(ExtendedLeaves, 0).Eax < ExtendedLeaves + 4)
        {
            return HostInfo.Unknown;
        }

        CpuIdRegisters a = query(ExtendedLeaves + 2, 0);
        CpuIdRegisters b = query(ExtendedLeaves + 3, 0);
        CpuIdRegisters c = query(ExtendedLeaves + 4, 0);
        return Text(a.Eax, a.Ebx, a.Ecx, a.Edx, b.Eax, b.Ebx, b.Ecx, b.Edx, c.Eax, c.Ebx, c.Ecx, c.Edx);
    }

    /// <summary>
    /// Returns the features of <see cref="CpuFeatures.All"/> that CPUID reports, whether or not the kernel lets programs use them; in no particular order.
    /// </summary>
    public static IEnumerable<string> Features(CpuIdQuery query)
    {
        uint maxLeaf = query(0, 0).Eax;
        CpuIdRegisters basic = query(1, 0);
        CpuIdRegisters extended = maxLeaf >= 7 ? query(7, 0) : default;
        uint saving = maxLeaf >= 0xd ? query(0xd, 1).Eax : 0;
        (string Name, uint Register, int Bit)[] bits =
        [
            ("pclmulqdq", basic.Ecx, 1), ("ssse3", basic.Ecx, 9), ("sse4_1", basic.Ecx, 19), ("aes", basic.Ecx, 25),
            ("xsave", basic.Ecx, 26), ("avx", basic.Ecx, 28), (CpuFeatures.Hypervisor, basic.Ecx, 31),
            ("avx2", extended.Ebx, 5), ("avx512f", extended.Ebx, 16), ("sha_ni", extended.Ebx, 29),
            ("avx512bw", extended.Ebx, 30), ("avx512vl", extended.Ebx, 31),
            ("gfni", extended.Ecx, 8), ("vaes", extended.Ecx, 9), ("vpclmulqdq", extended.Ecx, 10),
            ("xsaveopt", saving, 0), ("xsavec", saving, 1), ("xsaves", saving, 3),
        ];
        return from bit in bits where (bit.Register >> bit.Bit & 1) != 0 select bit.Name;
    }
}
