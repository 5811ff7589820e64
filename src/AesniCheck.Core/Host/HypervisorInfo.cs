namespace AesniCheck.Host;

/// <summary>The hypervisor of the machine, or bare metal.</summary>
/// <param name="Signature">
/// The twelve bytes of CPUID leaf 0x40000000 as text, or <see cref="HypervisorNames.None"/> if CPUID in user space shows no hypervisor.
/// It is evidence, not the answer: in a Xen paravirtual guest CPUID may describe the bare machine, and KVM and Xen can imitate Hyper-V.
/// </param>
/// <param name="Name">
/// One of <see cref="HypervisorNames"/>, from all evidence; if the evidence disagrees, with the contradiction after a semicolon:
/// <c>KVM-compatible; CPUID shows bhyve</c>.
/// </param>
/// <param name="Cloud">The provider, such as <c>EC2 (Nitro)</c>, or <see cref="CloudIdentification.NoneKnown"/>.</param>
/// <param name="DmiVendor">The system's vendor in the firmware's tables.</param>
/// <param name="DmiProduct">The product's name in the firmware's tables; the instance type on EC2.</param>
public sealed record HypervisorInfo(string Signature, string Name, string Cloud, string DmiVendor, string DmiProduct)
{
    /// <summary>The evidence for <see cref="Name"/>, one clause each; null in records of earlier versions.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>The name, and the cloud if it is known.</summary>
    internal string Description => Cloud == CloudIdentification.NoneKnown ? Name : $"{Name}, {Cloud}";
}
