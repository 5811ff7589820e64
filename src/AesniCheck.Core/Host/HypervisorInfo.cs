namespace AesniCheck.Host;

/// <summary>What the machine runs on.</summary>
/// <param name="Signature">
/// The twelve bytes of CPUID leaf 0x40000000 as text, or <see cref="HypervisorNames.None"/> when user space is shown no hypervisor.
/// It is evidence, not the answer: under a Xen paravirtual guest CPUID may tell of the bare machine, and KVM and Xen can imitate Hyper-V.
/// </param>
/// <param name="Name">
/// One of <see cref="HypervisorNames"/>, after all evidence; if the evidence disagrees, with the contradiction after a semicolon:
/// <c>KVM-compatible; CPUID shows bhyve</c>.
/// </param>
/// <param name="Cloud">The provider, such as <c>EC2 (Nitro)</c>, or <see cref="CloudIdentification.NoneKnown"/>.</param>
/// <param name="DmiVendor">The system's vendor in the firmware's tables.</param>
/// <param name="DmiProduct">The product's name in the firmware's tables; the instance type on EC2.</param>
public sealed record HypervisorInfo(string Signature, string Name, string Cloud, string DmiVendor, string DmiProduct)
{
    /// <summary>The evidence for <see cref="Name"/>, half a sentence each; null in records of earlier versions.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }
}
